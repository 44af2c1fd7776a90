package dev.parley.features.signin;

import dev.parley.features.identity.PersonEnded;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Gathering;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Lists sessions and ends them. An ended one is told to all nodes at once over the bus, and found
/// by each in the database soon after should the bus be gone.
public final class Sessions implements PersonEnded {
  /// Of the queries that look whether sessions stand.
  private static final Gathering.Bounds LOOKS = new Gathering.Bounds(4, 2, 500);

  private final Database database;
  private final Bus bus;
  private final InstantSource clock;
  private final Gathering<Asked, Boolean> asked =
      new Gathering<>(LOOKS, Asked::tenant, this::standing);

  public Sessions(Database database, Bus bus, InstantSource clock) {
    this.database = database;
    this.bus = bus;
    this.clock = clock;
  }

  /// Whether the session has neither been revoked nor run out. Not for a thread with a transaction
  /// open.
  public boolean alive(TenantId tenant, SessionId id) {
    return asked.ask(new Asked(tenant, id)).isPresent();
  }

  private record Asked(TenantId tenant, SessionId id) {}

  private Map<Asked, Boolean> standing(List<Asked> ofTenant) {
    var tenant = ofTenant.getFirst().tenant();
    var ids = ofTenant.stream().map(Asked::id).toList();
    return database
        .in(tenant, tx -> SessionStore.standing(tx, tenant, ids, clock.instant()))
        .stream()
        .collect(Collectors.toMap(id -> new Asked(tenant, id), _ -> true));
  }

  /// The sessions that were revoked within the last so long, of all tenants, by whatever node.
  List<Ended> revokedWithin(Duration time) {
    return database.system(tx -> SessionStore.revokedWithin(tx, time));
  }

  /// The caller's own, the one used last first.
  List<Session> own(Actor actor) {
    return database.in(
        actor.tenant(),
        tx -> SessionStore.ofUser(tx, actor.tenant(), actor.user(), clock.instant()));
  }

  /// Ends one of the caller's sessions, or, for administrators, anyone's of the tenant. Refuses
  /// with `not_found` what is not there, not visible or over.
  public void revoke(Actor actor, SessionId id) {
    database.in(
        actor.tenant(),
        tx -> {
          var session = SessionStore.alive(tx, actor.tenant(), id, clock.instant());
          var visible =
              session.filter(one -> one.user().equals(actor.user()) || actor.role().administers());
          if (visible.isEmpty()) throw new Problem.NotFound("session").refused();
          end(tx, actor.tenant(), id);
          return true;
        });
  }

  /// Ends a session inside the caller's transaction.
  void end(Transaction tx, TenantId tenant, SessionId id) {
    if (SessionStore.revoke(tx, tenant, id)) announce(tx, tenant, id);
  }

  @Override
  public void ended(Transaction tx, Actor by, UserId user) {
    for (var id : SessionStore.revokeAll(tx, by.tenant(), user)) {
      announce(tx, by.tenant(), id);
    }
  }

  private void announce(Transaction tx, TenantId tenant, SessionId id) {
    var message = new BusMessage.Control(Ended.KIND, new Ended(tenant, id).text());
    tx.afterCommit(() -> bus.publish(message));
  }
}
