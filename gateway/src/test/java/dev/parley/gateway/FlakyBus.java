package dev.parley.gateway;

import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.events.TopicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/// A bus that loses, repeats and reorders durable messages, by a seeded history.
final class FlakyBus implements Bus {
  private final Bus steady = new LocalBus();
  private final Random random;
  private final List<BusMessage> late = new ArrayList<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean connected = true;

  FlakyBus(long seed) {
    random = new Random(seed);
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
    steady.listen(listener);
  }

  @Override
  public CompletionStage<Void> subscribe(TopicKey key) {
    return steady.subscribe(key);
  }

  @Override
  public void unsubscribe(TopicKey key) {
    steady.unsubscribe(key);
  }

  @Override
  public CompletionStage<Void> publish(BusMessage message) {
    if (!connected) return CompletableFuture.failedStage(new IllegalStateException("Gone"));
    if (!(message instanceof BusMessage.Durable)) return steady.publish(message);
    for (var one : disturbed(message)) steady.publish(one);
    return CompletableFuture.completedStage(null);
  }

  /// Neither lost, nor repeated, nor late.
  void publishAsItIs(BusMessage message) {
    steady.publish(message);
  }

  /// What comes out now.
  private synchronized List<BusMessage> disturbed(BusMessage message) {
    List<BusMessage> now = new ArrayList<>();
    int fate = random.nextInt(10);
    if (fate > 0) now.add(message);
    if (fate == 1) now.add(message);
    if (fate == 2) late.add(now.removeLast());
    if (!late.isEmpty() && random.nextInt(4) == 0) {
      now.add(late.remove(random.nextInt(late.size())));
    }
    return now;
  }

  /// The other nodes cannot be heard, and nothing is delivered.
  void disconnect() {
    connected = false;
  }

  void reconnect() {
    connected = true;
    for (var listener : listeners) listener.interrupted();
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public void close() {
    steady.close();
  }
}
