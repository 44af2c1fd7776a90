package dev.parley.platform.bus;

import dev.parley.platform.events.TopicKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bus of an installation that is one process: listeners are called on the publisher's thread,
/// before `publish` returns. Nothing is ever lost or waits.
public final class LocalBus implements Bus {
  private static final Logger LOG = LoggerFactory.getLogger(LocalBus.class);
  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Set<TopicKey> topics = ConcurrentHashMap.newKeySet();

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
    if (key.isEmpty() || topics.contains(key.get())) deliver(message);
    return DONE;
  }

  private void deliver(BusMessage message) {
    for (var listener : listeners) {
      try {
        listener.message(message);
      } catch (RuntimeException e) {
        LOG.error("A listener of the bus failed", e);
      }
    }
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
