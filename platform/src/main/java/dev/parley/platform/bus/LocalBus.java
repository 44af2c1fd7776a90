package dev.parley.platform.bus;

import dev.parley.platform.events.TopicKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// The bus of an installation that is one process: nothing is ever lost or waits.
public final class LocalBus implements Bus {
  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private final Listeners listeners = new Listeners();
  private final Set<TopicKey> topics = ConcurrentHashMap.newKeySet();

  /// One that tells the same metrics as a bus of several nodes does.
  public static LocalBus metered(MeterRegistry meters) {
    RedisBus.dropped(meters);
    var bus = new LocalBus();
    meters.gauge("parley.bus.connected", bus, all -> all.connected() ? 1 : 0);
    return bus;
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public CompletionStage<Void> subscribe(TopicKey key) {
    topics.add(key);
    return DONE;
  }

  @Override
  public void unsubscribe(TopicKey key) {
    topics.remove(key);
  }

  @Override
  public CompletionStage<Void> publish(BusMessage message) {
    var key = message.topic();
    if (key.isEmpty() || topics.contains(key.get())) listeners.message(message);
    return DONE;
  }

  @Override
  public boolean connected() {
    return true;
  }

  @Override
  public void close() {
    topics.clear();
  }
}
