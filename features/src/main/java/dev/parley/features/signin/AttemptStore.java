package dev.parley.features.signin;

import dev.parley.platform.postgres.Transaction;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The rows of sign-in attempts.
final class AttemptStore {
  /// Attempts on one account take turns.
  private static final String LOCK =
      """
      select pg_advisory_xact_lock(hashtextextended(:account, 730))
      """;

  /// As addresses are compared: `lower` of Java and of PostgreSQL differ in a few letters, and one
  /// account is to have one count.
  private static final String CANONICAL = "select lower(:email)";

  private static final String SINCE =
      """
      select created_at from login_attempt
      where tenant_id = :tenant and account = :account
        and device_id is not distinct from cast(:device as uuid) and created_at > :since
      order by created_at
      """;
  private static final String INSERT =
      """
      insert into login_attempt (tenant_id, id, account, device_id, created_at)
      values (:tenant, :id, :account, cast(:device as uuid), :now)
      """;
  private static final String FORGET =
      """
      delete from login_attempt
      where tenant_id = :tenant and account = :account and device_id is not distinct from cast(:device as uuid)
      """;
  private static final String SWEEP =
      """
      delete from login_attempt where created_at < :before
      """;

  private AttemptStore() {}

  static void lock(Transaction tx, LoginLimits.Attempt attempt) {
    tx.sql()
        .createQuery(LOCK)
        .bind("account", attempt.tenant() + attempt.account())
        .map((_, _) -> true)
        .one();
  }

  static String canonical(Transaction tx, String email) {
    return tx.sql().createQuery(CANONICAL).bind("email", email).mapTo(String.class).one();
  }

  static List<Instant> since(Transaction tx, LoginLimits.Attempt attempt, Instant since) {
    return tx.sql()
        .createQuery(SINCE)
        .bind("tenant", attempt.tenant().value())
        .bind("account", attempt.account())
        .bind("device", attempt.device().map(UUID::toString))
        .bind("since", Timestamp.from(since))
        .map((row, _) -> row.getTimestamp("created_at").toInstant())
        .list();
  }

  static void insert(Transaction tx, LoginLimits.Attempt attempt, Instant now) {
    tx.sql()
        .createUpdate(INSERT)
        .bind("tenant", attempt.tenant().value())
        .bind("id", attempt.id())
        .bind("account", attempt.account())
        .bind("device", attempt.device().map(UUID::toString))
        .bind("now", Timestamp.from(now))
        .execute();
  }

  static int forget(Transaction tx, LoginLimits.Attempt attempt) {
    return tx.sql()
        .createUpdate(FORGET)
        .bind("tenant", attempt.tenant().value())
        .bind("account", attempt.account())
        .bind("device", attempt.device().map(UUID::toString))
        .execute();
  }

  static int sweep(Transaction tx, Instant before) {
    return tx.sql().createUpdate(SWEEP).bind("before", Timestamp.from(before)).execute();
  }
}
