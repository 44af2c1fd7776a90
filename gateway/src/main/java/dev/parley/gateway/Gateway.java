package dev.parley.gateway;

import dev.parley.gateway.fanout.Shard;
import dev.parley.gateway.fanout.Shards;
import dev.parley.gateway.fanout.Wire;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.Frame;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Authenticator;
import dev.parley.platform.kernel.Identity;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The door of the engine. Made first, so that features can publish through it; told of commands,
/// topics and listeners; then started. Safe for any thread from then on.
public final class Gateway implements AutoCloseable {
  private final Engine engine;
  private final Bus bus;
  private final Authenticator authenticator;
  private final Drain drain;
  private Admission admission = _ -> Optional.empty();

  public Gateway(GatewayPorts ports, GatewayLimits limits) {
    engine = new Engine(ports, limits);
    bus = ports.bus();
    authenticator = ports.authenticator();
    drain = new Drain(engine);
  }

  /// Carries out commands of a type. Before [#start()].
  public void command(String type, CommandHandler handler) {
    engine.commands().add(type, handler);
  }

  /// Says who may hear the topics of a kind. Before [#start()]; kinds without an answer are not
  /// there.
  public void access(Topic.Kind kind, TopicAccess access) {
    engine.access().put(kind, access);
  }

  /// Says who may have a connection at all.
  @FunctionalInterface
  public interface Admission {
    /// Why the actor may not; empty when they may. May block.
    Optional<Problem> refusal(Actor actor);
  }

  /// Asks before every upgrade. Before [#start()]; unset, everyone may who has signed in.
  public void admit(Admission by) {
    admission = by;
  }

  /// Hears of connections. Before [#start()].
  public void listen(ConnectionListener listener) {
    engine.listeners().add(listener);
  }

  /// Hears the bus from now on, and takes connections.
  public void start() {
    engine.start();
  }

  /// Whether new connections are taken: started, and not draining.
  public boolean accepting() {
    return engine.accepting();
  }

  /// Tells all subscribers of a topic, on every node, something that is kept nowhere.
  public void publishEphemeral(TopicKey key, Frame frame) {
    bus.publish(new BusMessage.Ephemeral(key, frame));
  }

  /// Closes this node's connections of a session that was revoked, with 4401.
  public void closeSession(SessionId session) {
    engine.revoke(new Revocation.OfSession(session));
  }

  /// Closes this node's connections of a person, with 4401.
  public void closeUser(TenantId tenant, UserId user) {
    engine.revoke(new Revocation.OfUser(tenant, user));
  }

  /// Closes this node's connections of a tenant, with 4401.
  public void closeTenant(TenantId tenant) {
    engine.revoke(new Revocation.OfTenant(tenant));
  }

  /// Lets go of this node's connections of people of a tenant who do not stay: each is told its own
  /// moment within the time, and closed then with 1001, after what it was owed.
  ///
  /// @param stays is asked on event loops
  public void release(TenantId tenant, Predicate<UserId> stays, Duration within) {
    engine.release(tenant, stays, within);
  }

  /// The tenants that this node has connections of.
  public Set<TenantId> tenants() {
    return engine.tenants();
  }

  /// Open connections of this node.
  public int connections() {
    return engine.connections();
  }

  /// Takes no new connections, tells every client its own moment to reconnect, answers what was
  /// accepted and closes. Returns when all are gone, or when the time is up and they were cut.
  public void drain(Duration deadline) {
    drain.run(deadline);
  }

  @Override
  public void close() {
    engine.close();
  }

  // For transports.

  /// The event loops that connections live on.
  public Shards shards() {
    return engine.shards();
  }

  /// Verifies credentials. On a virtual thread, may block; refuses.
  public Authenticator authenticator() {
    return authenticator;
  }

  /// Opens a session on its connection's loop, and greets. Refuses with `unavailable` while
  /// draining, and with `rate_limited` when the tenant has too many connections.
  public Session open(Identity identity, Wire wire, Shard shard) {
    if (!accepting()) throw new Problem.Unavailable("The server is going away").refused();
    return engine.open(identity, wire, shard);
  }

  /// Refuses what [#open] would refuse now, while the client can still be told in HTTP, with
  /// `rate_limited` a session that was closed too often for breaking the rules, and whoever is not
  /// admitted. May block.
  public void demandRoom(Identity identity) {
    if (!accepting()) throw new Problem.Unavailable("The server is going away").refused();
    engine.demandRoom(identity);
    admission
        .refusal(identity.actor())
        .ifPresent(problem -> {
          throw problem.refused();
        });
  }
}
