package dev.parley.features.viewing;

import dev.parley.platform.events.TopicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A store that can be away for a while.
record FlakyStore(LocalViewing real, AtomicBoolean away) implements ViewingStore {
  FlakyStore(LocalViewing real) {
    this(real, new AtomicBoolean());
  }

  @Override
  public List<Optional<Known>> beat(List<Beat> beats) {
    return away.get()
        ? beats.stream().map(_ -> Optional.<Known>empty()).toList()
        : real.beat(beats);
  }

  @Override
  public List<Ended> leave(List<Ended> ended) {
    return away.get() ? ended : real.leave(ended);
  }

  @Override
  public void sweep() {
    if (!away.get()) real.sweep();
  }

  @Override
  public Taken take() {
    return away.get() ? new Taken(List.of(), Optional.empty()) : real.take();
  }

  @Override
  public void told(List<TopicKey> topics) {
    real.told(topics);
  }

  @Override
  public String life(TopicKey topic) {
    return real.life(topic);
  }

  @Override
  public long lives() {
    return real.lives();
  }
}
