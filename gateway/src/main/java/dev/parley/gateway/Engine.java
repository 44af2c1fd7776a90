package dev.parley.gateway;

import dev.parley.gateway.clockwork.Clockwork;
import dev.parley.gateway.fanout.FanoutMeters;
import dev.parley.gateway.fanout.Shard;
import dev.parley.gateway.fanout.Shards;
import dev.parley.gateway.fanout.Topics;
import dev.parley.gateway.fanout.Wire;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Identity;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.limits.LimitTable;
import dev.parley.platform.limits.Rate;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What all sessions of a node share. Safe for any thread once it has started.
final class Engine implements AutoCloseable {
  /// How often a session may break the rules of the protocol before it is kept out for a moment.
  static final Rate OFFENCES = new Rate(1, Duration.ofSeconds(3), 10);

  private static final int OFFENDERS_MAX = 10_000;

  private final Clockwork clockwork;
  private final EventLog log;
  private final InstantSource clock;
  private final GatewayLimits limits;
  private final Shards shards;
  private final Topics topics;
  private final FanoutMeters fanoutMeters;
  private final GatewayMeters meters;
  private final Commands commands;
  private final Signals signals;
  private final Map<Topic.Kind, TopicAccess> access = new EnumMap<>(Topic.Kind.class);
  private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
  private final List<SessionTable> tables = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final TenantCounts tenants;
  private final RecentRevocations revocations;
  private final LimitTable<SessionId> offenders;
  private volatile boolean accepting;

  Engine(GatewayPorts ports, GatewayLimits limits) {
    this.clockwork = ports.clockwork();
    this.log = ports.log();
    this.clock = ports.clock();
    this.limits = limits;
    shards = new Shards(clockwork);
    fanoutMeters = new FanoutMeters(ports.meters(), clock);
    topics = new Topics(ports.bus(), log, shards, fanoutMeters);
    meters = new GatewayMeters(ports.meters(), connections::get, topics::size);
    commands = new Commands(meters);
    signals = new Signals(ports.bus(), clock, meters);
    tenants = new TenantCounts(limits.tenantConnectionsMax());
    revocations = new RecentRevocations(clockwork);
    offenders = new LimitTable<>(OFFENCES, OFFENDERS_MAX, clockwork::nanoTime);
    var subscribing = new Subscribing(this);
    commands.addBuiltIn("subscribe", subscribing::subscribe);
    commands.addBuiltIn("unsubscribe", subscribing::unsubscribe);
    commands.addBuiltIn("token.refresh", new TokenRefresh(ports.authenticator())::refresh);
    for (var shard : shards.all()) tables.add(new SessionTable(shard.loop(), clockwork, limits));
  }

  void start() {
    topics.start();
    for (var table : tables) table.start();
    accepting = true;
  }

  boolean accepting() {
    return accepting;
  }

  void refuseNew() {
    accepting = false;
  }

  Commands commands() {
    return commands;
  }

  Signals signals() {
    return signals;
  }

  Map<Topic.Kind, TopicAccess> access() {
    return access;
  }

  /// What the features say; nothing where none has a say. May block.
  TopicAccess.Grant grant(Actor actor, Topic topic) {
    var says = access.get(topic.kind());
    return says == null ? TopicAccess.Grant.NONE : says.grant(actor, topic);
  }

  List<ConnectionListener> listeners() {
    return listeners;
  }

  Shards shards() {
    return shards;
  }

  Topics topics() {
    return topics;
  }

  Clockwork clockwork() {
    return clockwork;
  }

  EventLog log() {
    return log;
  }

  InstantSource clock() {
    return clock;
  }

  GatewayLimits limits() {
    return limits;
  }

  GatewayMeters meters() {
    return meters;
  }

  FanoutMeters fanoutMeters() {
    return fanoutMeters;
  }

  int connections() {
    return connections.get();
  }

  SessionTable table(Shard shard) {
    return tables.get(shard.index());
  }

  void demandRoom(Identity identity) {
    tenants.demandRoom(identity.actor().tenant());
    var wait = offenders.retryAfter(identity.actor().session());
    if (wait.isPositive()) throw new Problem.RateLimited(wait).refused();
  }

  /// The session was closed for something that no client does by mistake over and over.
  void offended(SessionId session) {
    offenders.take(session);
  }

  Session open(Identity identity, Wire wire, Shard shard) {
    var actor = identity.actor();
    tenants.add(actor.tenant());
    connections.incrementAndGet();
    var session = new Session(this, shard, wire, identity);
    table(shard).add(session);
    if (revocations.concern(actor)) {
      gone(session);
      throw new Problem.Unauthenticated("The session was revoked").refused();
    }
    session.greet();
    return session;
  }

  /// The session's connection has gone.
  void gone(Session session) {
    table(session.shard()).remove(session);
    tenants.remove(session.actor().tenant());
    connections.decrementAndGet();
  }

  void revoke(Revocation revocation) {
    revocations.add(revocation);
    eachSession(session -> {
      if (revocation.concerns(session.actor())) {
        session.close(CloseCode.UNAUTHENTICATED, "Revoked");
      }
    });
  }

  void release(TenantId tenant, Predicate<UserId> stays, Duration within) {
    eachSession(session -> {
      var actor = session.actor();
      if (!tenant.equals(actor.tenant()) || stays.test(actor.user())) return;
      session.drain(Duration.ofMillis(ThreadLocalRandom.current().nextLong(within.toMillis() + 1)));
    });
  }

  Set<TenantId> tenants() {
    return tenants.present();
  }

  /// On every loop, for each of its sessions.
  void eachSession(Consumer<Session> visitor) {
    for (var shard : shards.all()) shard.execute(() -> table(shard).each(visitor));
  }

  @Override
  public void close() {
    accepting = false;
    shards.close();
  }
}
