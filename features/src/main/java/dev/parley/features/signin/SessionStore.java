package dev.parley.features.signin;

import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of sessions.
final class SessionStore {
  private static final String INSERT =
      """
      insert into session
        (tenant_id, id, user_id, device_id, user_agent, created_at, last_used_at, expires_at)
      values (:tenant, :id, :user, :device, :userAgent, :created, :created, :expires)
      """;
  private static final String ALIVE =
      """
      select id, user_id, device_id, user_agent, created_at, last_used_at, expires_at from session
      where tenant_id = :tenant and id = :id and revoked_at is null and expires_at > :now
      """;
  private static final String STANDING =
      """
      select id from session
      where tenant_id = :tenant and id = any(:ids) and revoked_at is null and expires_at > :now
      """;
  private static final String OF_USER =
      """
      select id, user_id, device_id, user_agent, created_at, last_used_at, expires_at from session
      where tenant_id = :tenant and user_id = :user and revoked_at is null and expires_at > :now
      order by last_used_at desc, id
      limit 200
      """;
  private static final String USED =
      """
      update session set last_used_at = :now where tenant_id = :tenant and id = :id
      """;
  // By the clock of the database, which all nodes share: each looks for what was revoked lately.
  private static final String REVOKE =
      """
      update session set revoked_at = now()
      where tenant_id = :tenant and id = :id and revoked_at is null
      """;
  private static final String REVOKE_ALL =
      """
      update session set revoked_at = now()
      where tenant_id = :tenant and user_id = :user and revoked_at is null
      returning id
      """;
  private static final String REVOKED_WITHIN =
      """
      select tenant_id, id from session
      where revoked_at >= now() - make_interval(secs => :seconds)
      """;
  private static final String SWEEP =
      """
      delete from session where expires_at < :before or revoked_at < :before
      """;

  private SessionStore() {}

  static void insert(Transaction tx, TenantId tenant, Session session) {
    tx.sql()
        .createUpdate(INSERT)
        .bind("tenant", tenant.value())
        .bind("id", session.id().value())
        .bind("user", session.user().value())
        .bind("device", session.device())
        .bind("userAgent", session.userAgent())
        .bind("created", Timestamp.from(session.createdAt()))
        .bind("expires", Timestamp.from(session.expiresAt()))
        .execute();
  }

  static Optional<Session> alive(Transaction tx, TenantId tenant, SessionId id, Instant now) {
    return tx.sql()
        .createQuery(ALIVE)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("now", Timestamp.from(now))
        .map(SessionStore::session)
        .findOne();
  }

  /// Those that neither have been revoked nor have run out.
  static Set<SessionId> standing(
      Transaction tx, TenantId tenant, Collection<SessionId> ids, Instant now) {
    return tx.sql()
        .createQuery(STANDING)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, ids.stream().map(SessionId::value).toList())
        .bind("now", Timestamp.from(now))
        .map((row, _) -> new SessionId(row.getObject("id", UUID.class)))
        .set();
  }

  static List<Session> ofUser(Transaction tx, TenantId tenant, UserId user, Instant now) {
    return tx.sql()
        .createQuery(OF_USER)
        .bind("tenant", tenant.value())
        .bind("user", user.value())
        .bind("now", Timestamp.from(now))
        .map(SessionStore::session)
        .list();
  }

  static void used(Transaction tx, TenantId tenant, SessionId id, Instant now) {
    tx.sql()
        .createUpdate(USED)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("now", Timestamp.from(now))
        .execute();
  }

  static boolean revoke(Transaction tx, TenantId tenant, SessionId id) {
    return tx.sql()
            .createUpdate(REVOKE)
            .bind("tenant", tenant.value())
            .bind("id", id.value())
            .execute()
        == 1;
  }

  static List<SessionId> revokeAll(Transaction tx, TenantId tenant, UserId user) {
    return tx.sql()
        .createQuery(REVOKE_ALL)
        .bind("tenant", tenant.value())
        .bind("user", user.value())
        .map((row, _) -> new SessionId(row.getObject("id", UUID.class)))
        .list();
  }

  static List<Ended> revokedWithin(Transaction tx, Duration time) {
    return tx.sql()
        .createQuery(REVOKED_WITHIN)
        .bind("seconds", (double) time.toSeconds())
        .map((row, _) ->
            new Ended(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new SessionId(row.getObject("id", UUID.class))))
        .list();
  }

  static int sweep(Transaction tx, Instant before) {
    return tx.sql().createUpdate(SWEEP).bind("before", Timestamp.from(before)).execute();
  }

  private static Session session(ResultSet row, StatementContext context) throws SQLException {
    return new Session(
        new SessionId(row.getObject("id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getObject("device_id", UUID.class),
        Optional.ofNullable(row.getString("user_agent")),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("last_used_at").toInstant(),
        row.getTimestamp("expires_at").toInstant());
  }
}
