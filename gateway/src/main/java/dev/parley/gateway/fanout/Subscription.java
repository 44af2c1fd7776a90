package dev.parley.gateway.fanout;

import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One session's hold on one topic. It collects from the moment it is registered; once it has been
/// answered with a position it follows, and when the loop has caught up with that position it is
/// live. An onlooker hears ephemeral events alone, for as long as it may: beside its subscription
/// to the other's topic stands its basis on its own, since what ends its right may happen to
/// either. So it is with a task or a document, whose events do not say who left its workspace.
/// Belongs to the connection's loop.
public final class Subscription {
  /// Most frames and bytes that are collected before the answer; above it the collection starts
  /// again, and so does the reading.
  static final int COLLECTED_MAX = 1_000;

  static final int COLLECTED_BYTES_MAX = 1 << 20;

  private static final Position NOWHERE = new Position("", 0);

  private enum State {
    COLLECTING,
    FOLLOWING,
    LIVE,
    /// An onlooker that is being asked about.
    CALLING,
    /// An onlooker that was let in.
    EPHEMERAL,
    /// What an onlooker stands on.
    BASIS,
    OVER
  }

  /// What became of an answer.
  public enum Answered {
    /// Everything after the position flows.
    LIVE,
    /// Too much came meanwhile, or something is missing: read again.
    AGAIN,
    /// The right ended meanwhile.
    REFUSED,
    /// The session has gone, or has let go.
    OVER
  }

  private record Held(WireFrame frame, long offset, Ending ends) {}

  private final Subscriber subscriber;
  private final Outbound outbound;
  private final LocalTopic local;
  private State state = State.COLLECTING;
  private Position since;
  private @Nullable ArrayDeque<Held> collected = new ArrayDeque<>();
  private int collectedBytes;
  private boolean overflowed;
  private boolean refused;
  private long after;

  /// Of one whose right stands elsewhere, as an onlooker's does, its basis; and of a basis what it
  /// supports.
  private @Nullable Subscription pair;

  /// The place in the list of its state.
  int place;

  Subscription(Subscriber subscriber, LocalTopic local, Position since) {
    this.subscriber = subscriber;
    this.outbound = subscriber.outbound();
    this.local = local;
    this.since = since;
  }

  static Subscription calling(Subscriber subscriber, LocalTopic local) {
    var onlooker = new Subscription(subscriber, local, NOWHERE);
    onlooker.state = State.CALLING;
    onlooker.collected = null;
    return onlooker;
  }

  static Subscription basis(Subscription onlooker, LocalTopic local) {
    var basis = new Subscription(onlooker.subscriber, local, NOWHERE);
    basis.state = State.BASIS;
    basis.collected = null;
    basis.pair = onlooker;
    onlooker.pair = basis;
    return basis;
  }

  public TopicKey key() {
    return local.node().key();
  }

  /// Where the node stood when this began to collect: all that came after it is here.
  public Position since() {
    return since;
  }

  public boolean isOver() {
    return state == State.OVER;
  }

  Shard shard() {
    return local.shard();
  }

  Subscriber subscriber() {
    return subscriber;
  }

  Outbound outbound() {
    return outbound;
  }

  void hear(WireFrame frame, long offset, Ending ends) {
    switch (state) {
      case COLLECTING -> collect(new Held(frame, offset, ends));
      case FOLLOWING -> follow(frame, offset, ends);
      case LIVE, CALLING, EPHEMERAL, BASIS, OVER -> {}
    }
  }

  private void collect(Held held) {
    var queue = collected;
    if (overflowed || queue == null) return;
    queue.add(held);
    collectedBytes += held.frame.text().length;
    if (queue.size() <= COLLECTED_MAX && collectedBytes <= COLLECTED_BYTES_MAX) return;
    overflowed = true;
    queue.clear();
    collectedBytes = 0;
  }

  private void follow(WireFrame frame, long offset, Ending ends) {
    boolean durable = offset > 0;
    if (durable && offset <= after) return;
    outbound.frame(frame);
    if (!durable) return;
    after = offset;
    if (concerns(ends)) end();
  }

  boolean concerns(Ending ends) {
    return switch (ends) {
      case Ending.Nobody _, Ending.Onlookers _ -> false;
      case Ending.One(var user) -> user.equals(subscriber.user());
      case Ending.Everyone _ -> true;
    };
  }

  /// Sends the answer and, after it, whatever was collected beyond its position. Everything later
  /// follows by itself.
  public Answered answer(Position at, WireFrame reply) {
    if (refused) return Answered.REFUSED;
    if (state != State.COLLECTING || outbound.isClosed()) return Answered.OVER;
    var queue = collected;
    local.node().head(at);
    if (queue == null || overflowed || missesAfter(at, queue)) {
      collectAnew();
      return Answered.AGAIN;
    }
    collected = null;
    state = State.FOLLOWING;
    after = at.offset();
    outbound.frame(reply);
    for (var held : queue) {
      if (state == State.OVER) break;
      follow(held.frame, held.offset, held.ends);
    }
    if (state == State.FOLLOWING) local.caughtUp(this);
    return Answered.LIVE;
  }

  /// A log that is behind what this loop has heard was read too early: what lies between is neither
  /// in the answer nor in the collection.
  private boolean missesAfter(Position at, ArrayDeque<Held> queue) {
    if (!at.epoch().equals(since.epoch()) || at.offset() < since.offset()) return true;
    long expected = at.offset() + 1;
    for (var held : queue) {
      if (held.offset <= at.offset()) continue;
      return held.offset != expected;
    }
    return false;
  }

  private void collectAnew() {
    collected = new ArrayDeque<>();
    collectedBytes = 0;
    overflowed = false;
    since = new Position(since.epoch(), Math.max(since.offset(), local.delivered()));
  }

  /// Whether the loop has passed the answer's position, so that nothing has to be sorted out.
  boolean followsOn(long delivered) {
    return state == State.FOLLOWING && delivered >= after;
  }

  void becomeLive() {
    state = State.LIVE;
  }

  /// Ephemeral events flow to the onlooker from now on; false when it has gone, or was turned away.
  public boolean letIn() {
    if (state != State.CALLING || outbound.isClosed()) return false;
    local.letIn(this);
    return true;
  }

  void becomeEphemeral() {
    state = State.EPHEMERAL;
  }

  /// The subscriber may not hear the topic any more. One that still waits for its answer gets that
  /// for one.
  void turnAway() {
    refused |= state == State.COLLECTING;
    if (state == State.EPHEMERAL || follows()) end();
    else cancel();
  }

  /// Whose right something has put in doubt, when it happened here: also of one that hears durable
  /// events, by a right that stands elsewhere.
  Subscription onlooker() {
    return state == State.BASIS && pair != null ? pair : this;
  }

  /// Whether its right stands elsewhere, so that something beside its own end may end it.
  boolean isBorrowed() {
    return pair != null;
  }

  /// Whether the topic's durable events were granted, and flow.
  public boolean follows() {
    return state == State.FOLLOWING || state == State.LIVE;
  }

  boolean isLive() {
    return state == State.LIVE;
  }

  boolean isEphemeral() {
    return state == State.EPHEMERAL;
  }

  boolean isSilent() {
    return state == State.CALLING || state == State.BASIS;
  }

  /// Lets go. Does nothing the second time.
  public void cancel() {
    if (state == State.OVER) return;
    local.remove(this);
    if (pair != null) pair.cancel();
  }

  void markOver() {
    state = State.OVER;
    collected = null;
  }

  void end() {
    cancel();
    subscriber.ended(this);
  }

  void lose() {
    cancel();
    subscriber.lost(this);
  }
}
