package dev.parley.platform.http;

import dev.parley.platform.kernel.Ids;
import dev.parley.platform.secrets.Sealed;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The claims and kept answers of idempotent requests.
final class IdempotencyStore {
  private static final String CLAIM =
      """
      insert into http_idempotency as kept
        (tenant_id, user_id, key, hash, made_id, claimed_at, running_until)
      values (:tenant, :user, :key, :hash, :made, :now, :until)
      on conflict (tenant_id, user_id, key) do update
      set hash = excluded.hash, status = null, body = null, running_until = excluded.running_until,
        made_id = case when kept.claimed_at >= :forgotten
          then coalesce(kept.made_id, excluded.made_id) else excluded.made_id end,
        claimed_at = case when kept.claimed_at >= :forgotten
          then kept.claimed_at else excluded.claimed_at end
      where kept.claimed_at < :forgotten
        or (kept.status is null and kept.running_until <= :now and kept.hash = excluded.hash)
      returning made_id
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
        and status is null
      """;

  private static final String RELEASE =
      """
      update http_idempotency set running_until = :now
      where tenant_id = :tenant and user_id = :user and key = :key and hash = :hash
        and status is null
      """;

  private static final String PRUNE = "delete from http_idempotency where claimed_at < :before";

  /// An empty body opens under no key.
  private static final String FORGET_ANSWERS =
      """
      update http_idempotency set body = '' where status is not null
      """;

  /// The first request under a key; without an answer as long as it runs.
  record Kept(String hash, Optional<Stored> answer) {}

  /// An answer at rest.
  record Stored(int status, Sealed body) {}

  private final Handle sql;

  IdempotencyStore(Handle sql) {
    this.sql = sql;
  }

  /// When the key is the caller's from now on: the id of what the request makes, the same for all
  /// who claim the key in turn.
  Optional<UUID> claim(Idempotency.Claim claim, Instant now) {
    return of(claim, sql.createQuery(CLAIM))
        .bind("hash", claim.hash())
        .bind("made", Ids.next())
        .bind("now", utc(now))
        .bind("until", utc(now.plus(Idempotency.RUNNING_MAX)))
        .bind("forgotten", utc(now.minus(Idempotency.KEPT)))
        .mapTo(UUID.class)
        .findOne();
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

  /// Lets the same request take the claim over at once.
  boolean release(Idempotency.Claim claim, Instant now) {
    return of(claim, sql.createUpdate(RELEASE))
            .bind("hash", claim.hash())
            .bind("now", utc(now))
            .execute()
        == 1;
  }

  int forgetAnswers() {
    return sql.createUpdate(FORGET_ANSWERS).execute();
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
