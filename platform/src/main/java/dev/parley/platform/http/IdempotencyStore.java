package dev.parley.platform.http;

import dev.parley.platform.secrets.Sealed;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The claims and kept answers of idempotent requests.
final class IdempotencyStore {
  private static final String CLAIM =
      """
      insert into http_idempotency as kept (tenant_id, user_id, key, hash, claimed_at)
      values (:tenant, :user, :key, :hash, :now)
      on conflict (tenant_id, user_id, key) do update
      set hash = excluded.hash, claimed_at = excluded.claimed_at, status = null, body = null
      where kept.claimed_at < :forgotten
        or (kept.status is null and kept.claimed_at < :lost and kept.hash = excluded.hash)
      returning true
      """;

  private static final String FIND =
      """
      select hash, status, body from http_idempotency
      where tenant_id = :tenant and user_id = :user and key = :key
      """;

  private static final String COMPLETE =
      """
      update http_idempotency set status = :status, body = :body
      where tenant_id = :tenant and user_id = :user and key = :key and hash = :hash
      """;

  private static final String RELEASE =
      """
      delete from http_idempotency
      where tenant_id = :tenant and user_id = :user and key = :key and hash = :hash
        and status is null
      """;

  private static final String PRUNE = "delete from http_idempotency where claimed_at < :before";

  /// The first request under a key; without an answer as long as it runs.
  record Kept(String hash, Optional<Stored> answer) {}

  /// An answer at rest.
  record Stored(int status, Sealed body) {}

  private final Handle sql;

  IdempotencyStore(Handle sql) {
    this.sql = sql;
  }

  /// True when the key is the caller's from now on.
  boolean claim(Idempotency.Claim claim, Instant now) {
    return of(claim, sql.createQuery(CLAIM))
        .bind("hash", claim.hash())
        .bind("now", utc(now))
        .bind("forgotten", utc(now.minus(Idempotency.KEPT)))
        .bind("lost", utc(now.minus(Idempotency.RUNNING_MAX)))
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  Optional<Kept> find(Idempotency.Claim claim) {
    return of(claim, sql.createQuery(FIND))
        .map((row, _) -> {
          var body = Optional.ofNullable(row.getString("body"));
          int status = row.getInt("status");
          return new Kept(
              row.getString("hash"), body.map(text -> new Stored(status, new Sealed(text))));
        })
        .findOne();
  }

  boolean complete(Idempotency.Claim claim, int status, Sealed body) {
    return of(claim, sql.createUpdate(COMPLETE))
            .bind("hash", claim.hash())
            .bind("status", status)
            .bind("body", body.text())
            .execute()
        == 1;
  }

  boolean release(Idempotency.Claim claim) {
    return of(claim, sql.createUpdate(RELEASE)).bind("hash", claim.hash()).execute() == 1;
  }

  int prune(Instant before) {
    return sql.createUpdate(PRUNE).bind("before", utc(before)).execute();
  }

  private static <S extends SqlStatement<S>> S of(Idempotency.Claim claim, S statement) {
    return statement
        .bind("tenant", claim.actor().tenant().value())
        .bind("user", claim.actor().user().value())
        .bind("key", claim.key());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
