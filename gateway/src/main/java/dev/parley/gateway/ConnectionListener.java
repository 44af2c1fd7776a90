package dev.parley.gateway;

import dev.parley.platform.kernel.Actor;

/// Hears of connections that come and go, such as for presence. Called on virtual threads, in order
/// for one connection; may block.
public interface ConnectionListener {
  void opened(Actor actor, ConnectionId connection);

  void closed(Actor actor, ConnectionId connection);
}
