package dev.parley.features.signin;

import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The rows of what opens a session: refresh tokens, tickets, devices.
final class TokenStore {
  private static final String INSERT_REFRESH =
      """
      insert into refresh_token (tenant_id, token_hash, session_id, expires_at)
      values (:tenant, :hash, :session, :expires)
      """;

  /// Whoever sets `used_at` has used the token; a second one changes nothing.
  private static final String USE_REFRESH =
      """
      update refresh_token set used_at = :now
      where tenant_id = :tenant and token_hash = :hash and used_at is null and expires_at > :now
      returning session_id
      """;

  private static final String REUSED =
      """
      select session_id from refresh_token
      where tenant_id = :tenant and token_hash = :hash and used_at is not null
      """;
  private static final String INSERT_TICKET =
      """
      insert into ticket (tenant_id, token_hash, session_id, expires_at)
      values (:tenant, :hash, :session, :expires)
      """;
  private static final String USE_TICKET =
      """
      delete from ticket where tenant_id = :tenant and token_hash = :hash and expires_at > :now
      returning session_id
      """;
  private static final String KNOWN_DEVICE =
      """
      select id from device where tenant_id = :tenant and token_hash = :hash and user_id = :user
      """;
  private static final String PUT_DEVICE =
      """
      insert into device (tenant_id, id, user_id, token_hash, created_at, last_used_at)
      values (:tenant, :id, :user, :hash, :now, :now)
      on conflict (tenant_id, id) do update set token_hash = :hash, last_used_at = :now
      """;
  private static final String SWEEP_REFRESH =
      """
      delete from refresh_token where expires_at < :before
      """;
  private static final String SWEEP_TICKETS =
      """
      delete from ticket where expires_at < :before
      """;

  private TokenStore() {}

  static void putRefresh(Transaction tx, Bearer token, SessionId session, Instant expires) {
    put(tx, INSERT_REFRESH, token, session, expires);
  }

  static Optional<SessionId> useRefresh(Transaction tx, Bearer token, Instant now) {
    return session(tx, USE_REFRESH, token, now);
  }

  /// The session of a token that was used before.
  static Optional<SessionId> reused(Transaction tx, Bearer token) {
    return tx.sql()
        .createQuery(REUSED)
        .bind("tenant", token.tenant().value())
        .bind("hash", token.hash())
        .map((row, _) -> new SessionId(row.getObject("session_id", UUID.class)))
        .findOne();
  }

  static void putTicket(Transaction tx, Bearer ticket, SessionId session, Instant expires) {
    put(tx, INSERT_TICKET, ticket, session, expires);
  }

  static Optional<SessionId> useTicket(Transaction tx, Bearer ticket, Instant now) {
    return session(tx, USE_TICKET, ticket, now);
  }

  private static void put(
      Transaction tx, String sql, Bearer token, SessionId session, Instant expires) {
    tx.sql()
        .createUpdate(sql)
        .bind("tenant", token.tenant().value())
        .bind("hash", token.hash())
        .bind("session", session.value())
        .bind("expires", Timestamp.from(expires))
        .execute();
  }

  private static Optional<SessionId> session(
      Transaction tx, String sql, Bearer token, Instant now) {
    return tx.sql()
        .createQuery(sql)
        .bind("tenant", token.tenant().value())
        .bind("hash", token.hash())
        .bind("now", Timestamp.from(now))
        .map((row, _) -> new SessionId(row.getObject("session_id", UUID.class)))
        .findOne();
  }

  /// The device, if its token is known for this very person.
  static Optional<UUID> knownDevice(Transaction tx, Bearer token, UserId user) {
    return tx.sql()
        .createQuery(KNOWN_DEVICE)
        .bind("tenant", token.tenant().value())
        .bind("hash", token.hash())
        .bind("user", user.value())
        .map((row, _) -> row.getObject("id", UUID.class))
        .findOne();
  }

  /// Adds a device, or gives a known one its next token.
  static void putDevice(Transaction tx, UUID id, UserId user, Bearer token, Instant now) {
    tx.sql()
        .createUpdate(PUT_DEVICE)
        .bind("tenant", token.tenant().value())
        .bind("id", id)
        .bind("user", user.value())
        .bind("hash", token.hash())
        .bind("now", Timestamp.from(now))
        .execute();
  }

  static int sweep(Transaction tx, Instant before) {
    var at = Timestamp.from(before);
    return tx.sql().createUpdate(SWEEP_REFRESH).bind("before", at).execute()
        + tx.sql().createUpdate(SWEEP_TICKETS).bind("before", at).execute();
  }
}
