package dev.parley.gateway;

import dev.parley.gateway.clockwork.Clockwork;
import dev.parley.gateway.clockwork.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The sessions of one loop, and the one timer that looks after them all: a wheel whose slots hold
/// the sessions that want to be looked at then. Belongs to the loop.
final class SessionTable {
  static final int SLOTS = 64;

  /// A heartbeat is as many ticks, so that it fits on the wheel more than twice.
  private static final int TICKS_PER_HEARTBEAT = 25;

  private static final Duration TICK_MIN = Duration.ofMillis(10);

  private final Loop loop;
  private final Clockwork clockwork;
  private final Duration tick;
  private final List<Session> sessions = new ArrayList<>();
  private final @Nullable Session[] slots = new Session[SLOTS];
  private int now;

  SessionTable(Loop loop, Clockwork clockwork, GatewayLimits limits) {
    this.loop = loop;
    this.clockwork = clockwork;
    var wanted = limits.heartbeat().dividedBy(TICKS_PER_HEARTBEAT);
    tick = wanted.compareTo(TICK_MIN) < 0 ? TICK_MIN : wanted;
  }

  void start() {
    loop.every(tick, this::turn);
  }

  void add(Session session) {
    session.place = sessions.size();
    sessions.add(session);
    lookAgain(session, session.watch(clockwork.nanoTime()));
  }

  void remove(Session session) {
    unlink(session);
    var last = sessions.removeLast();
    if (last == session) return;
    sessions.set(session.place, last);
    last.place = session.place;
  }

  int size() {
    return sessions.size();
  }

  /// Backwards, so that the visitor may close the one that it is given.
  void each(Consumer<Session> visitor) {
    for (int i = sessions.size() - 1; i >= 0; i--) visitor.accept(sessions.get(i));
  }

  /// Looks at the session sooner than planned, such as when its token has changed.
  void lookSoon(Session session) {
    unlink(session);
    lookAgain(session, 0);
  }

  private void turn() {
    now = (now + 1) % SLOTS;
    long nanos = clockwork.nanoTime();
    var session = slots[now];
    slots[now] = null;
    while (session != null) {
      var next = session.nextInSlot;
      session.slot = -1;
      long after = session.watch(nanos);
      if (!session.isGone()) lookAgain(session, after);
      session = next;
    }
  }

  private void lookAgain(Session session, long afterNanos) {
    long ticks = Math.clamp(Math.ceilDiv(afterNanos, tick.toNanos()), 1, SLOTS - 1);
    int slot = (int) ((now + ticks) % SLOTS);
    var first = slots[slot];
    session.slot = slot;
    session.previousInSlot = null;
    session.nextInSlot = first;
    if (first != null) first.previousInSlot = session;
    slots[slot] = session;
  }

  private void unlink(Session session) {
    if (session.slot < 0) return;
    var next = session.nextInSlot;
    var previous = session.previousInSlot;
    if (next != null) next.previousInSlot = previous;
    if (previous != null) previous.nextInSlot = next;
    else slots[session.slot] = next;
    session.slot = -1;
  }
}
