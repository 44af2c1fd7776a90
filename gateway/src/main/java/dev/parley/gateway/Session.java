package dev.parley.gateway;

import dev.parley.gateway.Commands.Command;
import dev.parley.gateway.fanout.Outbound;
import dev.parley.gateway.fanout.Shard;
import dev.parley.gateway.fanout.Subscriber;
import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.fanout.Wire;
import dev.parley.gateway.fanout.WireFrame;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Identity;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Problem;
import dev.parley.protocol.ServerFrames;
import dev.parley.protocol.Topic;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One client on one connection. Its state belongs to the connection's event loop; the methods that
/// may be called elsewhere say so. What it reads is the [Inbox]'s, what it is subscribed to
/// [Subscriptions]', how long it may stay the [Watch]'s.
public final class Session implements Subscriber {
  private final Engine engine;
  private final Shard shard;
  private final Wire wire;
  private final Outbound outbound;
  private final ConnectionId id = ConnectionId.next();
  private final Inbox inbox;
  private final Watch watch;
  private final Work work;
  private final Subscriptions subscriptions = new Subscriptions();
  private volatile Identity identity;
  private int owed;
  private boolean leaving;
  private boolean gone;

  // The table's.
  int place;
  int slot = -1;
  @Nullable Session nextInSlot;
  @Nullable Session previousInSlot;

  Session(Engine engine, Shard shard, Wire wire, Identity identity) {
    this.engine = engine;
    this.shard = shard;
    this.wire = wire;
    this.identity = identity;
    outbound = new Outbound(shard, wire, engine.fanoutMeters());
    work = new Work(engine.clockwork());
    inbox = new Inbox(this, engine);
    watch = new Watch(this, wire, engine);
  }

  // From any thread.

  public Actor actor() {
    return identity.actor();
  }

  public ConnectionId id() {
    return id;
  }

  Shard shard() {
    return shard;
  }

  /// The reply to a command, counted.
  byte[] reply(Command command, String payload) {
    return engine.commands().reply(command, payload);
  }

  /// Answers one accepted command.
  void answer(byte[] frame) {
    shard.execute(() -> answerHere(frame));
  }

  // From the transport, on the loop.

  /// A whole text message.
  public void text(byte[] frame) {
    if (!leaving) inbox.text(frame);
  }

  /// A ping or a pong; false when it is one too many, and not to be answered.
  public boolean control() {
    return inbox.control();
  }

  /// Something arrived, whatever it is.
  public void heard() {
    watch.heard();
  }

  public void writable() {
    outbound.writable();
  }

  /// Ends the session from this side.
  public void close(CloseCode code, String reason) {
    leaving = true;
    boolean offence = code.advice() == CloseCode.Advice.TERMINAL || code == CloseCode.FLOODING;
    if (offence) engine.offended(actor().session());
    outbound.close(code, reason);
  }

  /// The connection has gone. Nothing is called after it.
  public void gone() {
    if (gone) return;
    gone = true;
    leaving = true;
    outbound.forget();
    subscriptions.cancelAll();
    engine.gone(this);
    for (var listener : engine.listeners()) work.add(() -> listener.closed(actor(), id));
  }

  // From the engine, on the loop.

  void greet() {
    for (var listener : engine.listeners()) work.add(() -> listener.opened(actor(), id));
    var actor = actor();
    send(
        ServerFrames.ready(
            new ServerFrames.Ready(
                actor.session().value(),
                id.value(),
                actor.user().value(),
                identity.expiresAt(),
                engine.clock().instant())));
  }

  void send(byte[] frame) {
    outbound.frame(WireFrame.lasting(frame));
  }

  void answerHere(byte[] frame) {
    send(frame);
    settled();
  }

  /// One accepted command has been answered.
  void settled() {
    owed--;
    if (leaving && owed == 0) outbound.closeWhenEmpty(CloseCode.GOING_AWAY);
  }

  /// Commands that were accepted and are not yet answered.
  int owed() {
    return owed;
  }

  void accept(Runnable command) {
    owe();
    work.add(command);
  }

  /// A command was accepted.
  void owe() {
    owed++;
  }

  /// Whether all commands that were accepted have been begun.
  boolean isIdle() {
    return work.isIdle();
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  boolean isGone() {
    return gone;
  }

  /// Looks at the clocks; gives the nanoseconds until it should be looked at again.
  long watch(long now) {
    return watch.look(now);
  }

  Identity identity() {
    return identity;
  }

  void renew(Identity renewed) {
    identity = renewed;
    watch.renewed();
    if (!gone) engine.table(shard).lookSoon(this);
  }

  /// Tells the client when to leave, and closes then, after its last answer.
  void drain(Duration moment) {
    if (leaving) return;
    send(ServerFrames.sessionDrain(moment));
    shard.loop().schedule(this::leave, moment);
  }

  void abort() {
    wire.abort();
  }

  private void leave() {
    if (leaving) return;
    leaving = true;
    if (owed == 0) outbound.closeWhenEmpty(CloseCode.GOING_AWAY);
  }

  // Subscriber.

  @Override
  public UserId user() {
    return identity.actor().user();
  }

  @Override
  public Outbound outbound() {
    return outbound;
  }

  @Override
  public boolean mayHear(Topic topic) {
    return engine.grant(actor(), topic) != TopicAccess.Grant.NONE;
  }

  @Override
  public void ended(Subscription subscription) {
    var topic = subscription.key().topic();
    subscriptions.forget(subscription);
    send(ServerFrames.subscriptionEnded(topic, new Problem.NotFound(topic.kind().label())));
    for (var listener : engine.listeners()) work.add(() -> listener.ended(actor(), id, topic));
  }

  @Override
  public void lost(Subscription subscription) {
    subscriptions.forget(subscription);
    close(CloseCode.SERVER_FAULT, "A topic has lost its history");
  }
}
