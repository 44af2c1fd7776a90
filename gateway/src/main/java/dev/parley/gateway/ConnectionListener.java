package dev.parley.gateway;

import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Topic;

/// Hears of connections that come and go, such as for presence. Called on virtual threads, in order
/// for one connection; may block.
public interface ConnectionListener {
  void opened(Actor actor, ConnectionId connection);

  void closed(Actor actor, ConnectionId connection);

  /// The connection may hear a topic no more, that it was subscribed to.
  default void ended(Actor actor, ConnectionId connection, Topic topic) {}
}
