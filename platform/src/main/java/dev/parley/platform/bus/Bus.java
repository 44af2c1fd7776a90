package dev.parley.platform.bus;

import dev.parley.platform.events.TopicKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Carries messages between the nodes of one installation. Delivers at most once, to the node that
/// published as well; messages of one publisher and topic keep their order. Losses are possible and
/// are healed from the event log, never here. Safe for any thread; nothing blocks.
public interface Bus extends AutoCloseable {
  /// Most messages that wait for the transport; ephemeral ones are dropped above half of it,
  /// durable ones above all of it (the log has them), and `parley_bus_dropped_total` counts them.
  int PENDING_MAX = 65_536;

  /// Hears what arrives. Called on the bus's threads, and on the publisher's for what this node
  /// publishes, so by several at once; must not block.
  interface Listener {
    void message(BusMessage message);

    /// Messages may have been lost since the last time: compare heads with the log.
    void interrupted();
  }

  /// Adds a listener for this node, for its lifetime: every listener hears every message.
  void listen(Listener listener);

  /// Asks for a topic's messages. The stage completes when the subscription is in force: what is
  /// published after that is heard. While the transport is gone it completes all the same, since
  /// [#connected()] tells, and the log is polled.
  CompletionStage<Void> subscribe(TopicKey key);

  void unsubscribe(TopicKey key);

  /// Sends a message to every node that is subscribed to its topic, this one included. The stage
  /// completes when the transport has taken it, and fails when it was dropped; who sends ephemeral
  /// messages need not look.
  CompletionStage<Void> publish(BusMessage message);

  /// Sends messages of one moment together, which costs less than one by one. The stage completes
  /// when all were taken, and fails when one was not.
  default CompletionStage<Void> publish(List<? extends BusMessage> messages) {
    var taken = messages.stream().map(message -> publish(message).toCompletableFuture());
    return CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new));
  }

  /// Whether other nodes can be heard right now.
  boolean connected();

  @Override
  void close();
}
