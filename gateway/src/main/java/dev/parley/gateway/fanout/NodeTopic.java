package dev.parley.gateway.fanout;

import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One topic on this node: turns what the bus brings, with its losses, repetitions and disorder,
/// into each event once and in order, and hands it to every loop that has subscribers. Guarded by
/// its own lock, which is held for a few list operations and never while anything blocks.
final class NodeTopic {
  /// Most events that are held while earlier ones are missing. The log has the rest.
  static final int AHEAD_MAX = 1_024;

  private static final Ending NOBODY = new Ending.Nobody();

  private enum State {
    /// Nobody wants durable events yet.
    EPHEMERAL,
    /// Events are held until the log has said where the topic stands.
    STARTING,
    FOLLOWING
  }

  private final TopicKey key;
  private final Repair repair;
  private final Doubts doubts;
  private final FanoutMeters meters;
  private final @Nullable LocalTopic[] locals;
  private State state = State.EPHEMERAL;
  private String epoch = "";
  private long offset;
  private @Nullable TreeMap<Long, BusMessage.Durable> ahead;

  /// The furthest that anyone has spoken of.
  private long known;

  private boolean epochInDoubt;
  private boolean repairing;

  NodeTopic(TopicKey key, int shards, Repair repair, Doubts doubts, FanoutMeters meters) {
    this.key = key;
    this.repair = repair;
    this.doubts = doubts;
    this.meters = meters;
    this.locals = new LocalTopic[shards];
  }

  TopicKey key() {
    return key;
  }

  /// Holds events from now on, until [#start(Position)].
  synchronized void prepare() {
    if (state == State.EPHEMERAL) state = State.STARTING;
  }

  synchronized void start(Position head) {
    if (state == State.FOLLOWING) return;
    state = State.FOLLOWING;
    goTo(head);
    passHeld();
    repairIfBehind();
  }

  synchronized boolean follows() {
    return state == State.FOLLOWING;
  }

  private void goTo(Position head) {
    epoch = head.epoch();
    offset = head.offset();
    known = Math.max(known, offset);
  }

  /// Registers on the subscriber's loop: every event after the subscription's `since` reaches it.
  Subscription collect(Shard shard, Subscriber subscriber) {
    synchronized (this) {
      if (state != State.FOLLOWING) throw new IllegalStateException("The topic has not started");
      return local(shard).collect(subscriber, new Position(epoch, offset));
    }
  }

  /// Registers an onlooker on its loop; it hears nothing yet.
  synchronized Subscription receive(Shard shard, Subscriber subscriber) {
    return local(shard).receive(subscriber);
  }

  /// Registers on the onlooker's loop what it stands on.
  synchronized Subscription support(Shard shard, Subscription onlooker) {
    return local(shard).support(onlooker);
  }

  private LocalTopic local(Shard shard) {
    var local = locals[shard.index()];
    if (local == null) {
      local = new LocalTopic(this, shard, meters);
      local.deliveredUntil(offset);
      locals[shard.index()] = local;
    }
    return local;
  }

  /// A subscription of this loop is over.
  void left(LocalTopic local, boolean empty) {
    synchronized (this) {
      int index = local.shard().index();
      if (empty && locals[index] == local) locals[index] = null;
    }
    repair.released(this);
  }

  synchronized void ephemeral(WireFrame frame) {
    for (var local : locals) {
      if (local == null || local.shard().full()) continue;
      local.shard().leave(new Delivery(local, frame, 0, NOBODY));
    }
  }

  synchronized void durable(BusMessage.Durable event) {
    if (event.ends() instanceof Ending.Onlookers) doubt();
    if (state == State.EPHEMERAL) return;
    if (state == State.FOLLOWING && !event.position().epoch().equals(epoch)) {
      epochInDoubt = true;
    } else if (state == State.STARTING || event.position().offset() != offset + 1) {
      hold(event);
    } else if (pass(event.position().offset(), event.frame().bytes(), event.ends())) {
      passHeld();
    } else {
      hold(event);
    }
    repairIfBehind();
  }

  /// Onlookers are asked about.
  private void doubt() {
    for (var local : locals) {
      if (local != null) local.shard().execute(() -> local.doubt(doubts));
    }
  }

  /// What the bus brought may not be all: the log tells those who follow it.
  synchronized void interrupted() {
    if (state != State.FOLLOWING) doubt();
  }

  /// Somebody knows that the topic has got this far.
  synchronized void head(Position head) {
    if (state != State.FOLLOWING) {
      doubt();
      return;
    }
    if (head.epoch().equals(epoch)) known = Math.max(known, head.offset());
    else epochInDoubt = true;
    repairIfBehind();
  }

  private void hold(BusMessage.Durable event) {
    long at = event.position().offset();
    if (state == State.FOLLOWING && at <= offset) return;
    known = Math.max(known, at);
    var held = ahead;
    if (held == null) {
      held = new TreeMap<>();
      ahead = held;
    }
    if (held.size() < AHEAD_MAX) held.put(at, event);
  }

  private void passHeld() {
    var held = ahead;
    while (held != null && !held.isEmpty()) {
      var next = held.firstEntry().getValue();
      long at = next.position().offset();
      boolean stale = at <= offset || !next.position().epoch().equals(epoch);
      if (!stale && (at > offset + 1 || !pass(at, next.frame().bytes(), next.ends()))) return;
      held.pollFirstEntry();
    }
    ahead = null;
  }

  /// False, and nothing done, when a loop has too much waiting: then the log is read later.
  private boolean pass(long at, byte[] text, Ending ends) {
    for (var local : locals) if (local != null && local.shard().full()) return false;
    WireFrame frame = null;
    for (var local : locals) {
      if (local == null) continue;
      if (frame == null) frame = WireFrame.lasting(text);
      local.shard().leave(new Delivery(local, frame, at, ends));
    }
    offset = at;
    known = Math.max(known, at);
    return true;
  }

  private void repairIfBehind() {
    if (repairing || state != State.FOLLOWING || !(epochInDoubt || known > offset)) return;
    repairing = true;
    repair.soon(this);
  }

  synchronized Position position() {
    return new Position(epoch, offset);
  }

  /// Whether nothing is missing any more; then the repair is over, and the next gap starts another.
  synchronized boolean repaired() {
    if (epochInDoubt || known > offset) return false;
    repairing = false;
    return true;
  }

  /// Events from the log, after some position at or before this one's.
  synchronized void recovered(Iterable<Event> events) {
    epochInDoubt = false;
    for (var event : events) {
      if (!event.position().epoch().equals(epoch)) continue;
      if (event.position().offset() != offset + 1) continue;
      if (!pass(event.position().offset(), event.frame().bytes(), event.ends())) break;
      if (event.ends() instanceof Ending.Onlookers) doubt();
    }
    passHeld();
  }

  /// The log cannot fill the gap: everyone has to start afresh, from its head.
  synchronized void lost(Position head) {
    ahead = null;
    known = 0;
    epochInDoubt = false;
    goTo(head);
    for (int i = 0; i < locals.length; i++) {
      var local = locals[i];
      if (local == null) continue;
      local.shard().execute(local::lose);
    }
    doubt();
  }

  /// The log does not have what others spoke of, time and again: it is believed.
  synchronized void giveUp() {
    known = offset;
    ahead = null;
    epochInDoubt = false;
    repairing = false;
  }
}
