package dev.parley.features.presence;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The SQL on when people were last seen.
final class LastSeenStore {
  private static final String WRITE =
      """
      update app_user set last_seen_at = greatest(last_seen_at, :at)
      where tenant_id = :tenant and id = any(:users)
      """;

  private static final String READ =
      """
      select id, last_seen_at from app_user
      where tenant_id = :tenant and id = any(:users) and last_seen_at is not null
      """;

  private LastSeenStore() {}

  static int write(Handle sql, TenantId tenant, Collection<UserId> users, Instant at) {
    return sql.createUpdate(WRITE)
        .bind("tenant", tenant.value())
        .bindArray("users", UUID.class, ids(users))
        .bind("at", Timestamp.from(at))
        .execute();
  }

  static Map<UserId, Instant> read(Handle sql, TenantId tenant, Collection<UserId> users) {
    var seen = new HashMap<UserId, Instant>();
    sql.createQuery(READ)
        .bind("tenant", tenant.value())
        .bindArray("users", UUID.class, ids(users))
        .map((row, _) ->
            seen.put(
                new UserId(row.getObject("id", UUID.class)),
                row.getTimestamp("last_seen_at").toInstant()))
        .list();
    return seen;
  }

  private static List<UUID> ids(Collection<UserId> users) {
    return users.stream().map(UserId::value).sorted().toList();
  }
}
