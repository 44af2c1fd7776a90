package dev.parley.gateway;

import dev.parley.gateway.fanout.Wire;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.ServerFrames;
import java.time.Duration;

/// How long a session may stay: its heartbeat and its token. Looked at by the table's wheel, so
/// that no connection needs a timer of its own. Belongs to the connection's loop.
final class Watch {
  private final Session session;
  private final Wire wire;
  private final Engine engine;
  private long lastHeard;
  private long lastPing;
  private long tokenEnds;
  private boolean toldOfExpiry;

  Watch(Session session, Wire wire, Engine engine) {
    this.session = session;
    this.wire = wire;
    this.engine = engine;
    lastHeard = engine.clockwork().nanoTime();
    lastPing = lastHeard;
    tokenEnds = tokenEnds();
  }

  void heard() {
    lastHeard = engine.clockwork().nanoTime();
  }

  void renewed() {
    tokenEnds = tokenEnds();
    toldOfExpiry = false;
  }

  private long tokenEnds() {
    var left = Duration.between(engine.clock().instant(), session.identity().expiresAt());
    return engine.clockwork().nanoTime() + left.toNanos();
  }

  /// Gives the nanoseconds until the next look.
  long look(long now) {
    return Math.min(lookAtHeartbeat(now), lookAtToken(now));
  }

  private long lookAtHeartbeat(long now) {
    long heartbeat = engine.limits().heartbeat().toNanos();
    long timeout = engine.limits().heartbeatTimeout().toNanos();
    long silence = now - lastHeard;
    if (silence >= timeout) {
      session.close(CloseCode.HEARTBEAT_MISSED, "Nothing was heard");
      return timeout;
    }
    long quiet = now - Math.max(lastHeard, lastPing);
    if (quiet < heartbeat) return Math.min(heartbeat - quiet, timeout - silence);
    wire.ping();
    lastPing = now;
    return Math.min(heartbeat, timeout - silence);
  }

  private long lookAtToken(long now) {
    long left = tokenEnds - now;
    long grace = engine.limits().tokenGrace().toNanos();
    if (left <= -grace) {
      session.close(CloseCode.UNAUTHENTICATED, "The token has expired");
      return grace;
    }
    long before = engine.limits().tokenExpiringBefore().toNanos();
    if (left > before) return left - before;
    if (!toldOfExpiry) {
      toldOfExpiry = true;
      session.send(ServerFrames.tokenExpiring(session.identity().expiresAt()));
    }
    return left + grace;
  }
}
