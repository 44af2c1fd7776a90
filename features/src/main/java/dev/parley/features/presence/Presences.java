package dev.parley.features.presence;

import dev.parley.features.presence.PresenceStore.Change;
import dev.parley.gateway.ConnectionId;
import dev.parley.gateway.ConnectionListener;
import dev.parley.platform.agents.Agent;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The door to presence. Hears of this node's connections and keeps them known while the node
/// lives: a beat for each every [#BEAT_EVERY]; connections of a node that died are forgotten
/// [PresenceStore#GONE_AFTER] after their last beat, within [#SWEEP_EVERY].
public final class Presences {
  public static final Duration BEAT_EVERY = Duration.ofSeconds(30);
  public static final Duration SWEEP_EVERY = Duration.ofSeconds(5);

  private final Database database;
  private final PresenceStore store;
  private final PresenceRules rules;
  private final LocalConnections connections;
  private final PresenceNews news;

  public Presences(
      Database database, PresenceStore store, PresenceRules rules, Bus bus, InstantSource clock) {
    this.database = database;
    this.store = store;
    this.rules = rules;
    this.news = new PresenceNews(database, store, rules, bus, clock);
    this.connections = new LocalConnections(store, news);
  }

  /// What the actor may know of each person, in the order asked for.
  public List<Presence> of(Actor actor, List<UserId> users) {
    if (users.size() > PresenceStore.BATCH_MAX) {
      throw new Problem.Invalid("userIds", "At most " + PresenceStore.BATCH_MAX).refused();
    }
    var visible = rules.visible(actor, users);
    var statuses = store.statuses(actor.tenant(), visible);
    var gone = visible.stream().filter(user -> statuses.get(user) == Status.OFFLINE).toList();
    var seen =
        database.in(actor.tenant(), tx -> LastSeenStore.read(tx.sql(), actor.tenant(), gone));
    return users.stream()
        .map(user ->
            visible.contains(user)
                ? new Presence(
                    user,
                    Optional.ofNullable(statuses.get(user)),
                    Optional.ofNullable(seen.get(user)))
                : Presence.hidden(user))
        .toList();
  }

  /// Whether the actor may see the person's presence.
  public boolean visible(Actor actor, UserId user) {
    return rules.visible(actor, List.of(user)).contains(user);
  }

  /// One connection of the actor is in use, or is not.
  void update(Actor actor, ConnectionId connection, Status status) {
    connections.update(actor, connection, status);
  }

  /// Hears of this node's connections.
  public ConnectionListener listener() {
    return connections;
  }

  /// Keeps this node's connections known, and forgets those of nodes that died, until closed.
  public Agents start() {
    return new Agents(
        Agent.start("presence-beats", BEAT_EVERY, connections::beat),
        Agent.start("presence-sweeps", SWEEP_EVERY, this::sweep));
  }

  /// What runs in the background.
  public record Agents(Agent beats, Agent sweeps) implements AutoCloseable {
    @Override
    public void close() {
      beats.close();
      sweeps.close();
    }
  }

  /// Forgets whose beats have ceased, and tells.
  void sweep() {
    List<Change> changes = store.sweep();
    news.tell(changes);
  }
}
