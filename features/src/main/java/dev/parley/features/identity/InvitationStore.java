package dev.parley.features.identity;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of invitations.
final class InvitationStore {
  private static final String INSERT =
      """
      insert into invitation (tenant_id, user_id, token_hash, expires_at)
      select :tenant, user_id, token_hash, :expires
      from unnest(:users, :hashes) as given(user_id, token_hash)
      """;
  private static final String FIND =
      """
      select user_id from invitation
      where tenant_id = :tenant and token_hash = :hash and expires_at > :now
      """;
  private static final String TAKE =
      """
      delete from invitation
      where tenant_id = :tenant and token_hash = :hash and expires_at > :now
      returning user_id
      """;
  private static final String DELETE =
      """
      delete from invitation where tenant_id = :tenant and user_id = :user
      """;

  private InvitationStore() {}

  static void insert(
      Transaction tx, TenantId tenant, List<Invitation> invitations, Instant expires) {
    if (invitations.isEmpty()) return;
    tx.sql()
        .createUpdate(INSERT)
        .bind("tenant", tenant.value())
        .bindArray(
            "users", UUID.class, invitations.stream().map(one -> one.userId().value()).toList())
        .bindArray(
            "hashes",
            String.class,
            invitations.stream().map(one -> Invitation.hash(one.invitation())).toList())
        .bind("expires", Timestamp.from(expires))
        .execute();
  }

  static Optional<UserId> find(Transaction tx, TenantId tenant, String hash, Instant now) {
    return one(tx, FIND, tenant, hash, now);
  }

  /// Whoever deletes the row has taken it up; a second one finds nothing.
  static Optional<UserId> take(Transaction tx, TenantId tenant, String hash, Instant now) {
    return one(tx, TAKE, tenant, hash, now);
  }

  static void delete(Transaction tx, TenantId tenant, UserId user) {
    tx.sql()
        .createUpdate(DELETE)
        .bind("tenant", tenant.value())
        .bind("user", user.value())
        .execute();
  }

  private static Optional<UserId> one(
      Transaction tx, String sql, TenantId tenant, String hash, Instant now) {
    return tx.sql()
        .createQuery(sql)
        .bind("tenant", tenant.value())
        .bind("hash", hash)
        .bind("now", Timestamp.from(now))
        .map((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
        .findOne();
  }
}
