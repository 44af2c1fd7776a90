package dev.parley.features.rollout;

import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes down what was changed, and reads it again. Nothing here alters or removes a row.
final class ChangeStore {
  private static final String INSERT =
      """
      insert into feature_switch_change
        (tenant_id, id, kind, key, user_id, version, changed_by, before, after)
      values (:tenant, :id, :kind, :key, :user, :version, :by,
        cast(:before as jsonb), cast(:after as jsonb))
      """;
  private static final String INSERT_OF_ALL =
      """
      insert into feature_default_change (id, key, before, after)
      values (:id, :key, cast(:before as jsonb), cast(:after as jsonb))
      """;
  private static final String PAGE =
      """
      select id, kind, user_id, version, changed_by, changed_at, before, after
      from feature_switch_change
      where tenant_id = :tenant and key = :key and (cast(:before as uuid) is null or id < cast(:before as uuid))
      order by id desc limit :limit
      """;
  private static final String VERSION =
      """
      select coalesce(max(version), 0) from feature_switch_change
      where tenant_id = :tenant and key = :key
      """;

  private ChangeStore() {}

  static void insert(Transaction tx, TenantId tenant, Changes.Draft draft) {
    tx.sql()
        .createUpdate(INSERT)
        .bind("tenant", tenant.value())
        .bind("id", Ids.next())
        .bind("kind", draft.kind())
        .bind("key", draft.key().map(SwitchKey::value))
        .bind("user", draft.user().map(UserId::value))
        .bind("version", draft.version())
        .bind("by", draft.by().map(UserId::value))
        .bind("before", json(draft.before()))
        .bind("after", json(draft.after()))
        .execute();
  }

  /// In the scope of the system.
  static void insertOfAll(
      Transaction tx, SwitchKey key, Optional<Setting> before, Optional<Setting> after) {
    tx.sql()
        .createUpdate(INSERT_OF_ALL)
        .bind("id", Ids.next())
        .bind("key", key.value())
        .bind("before", json(before))
        .bind("after", json(after))
        .execute();
  }

  private static @Nullable String json(Optional<?> value) {
    return value.map(Json::write).orElse(null);
  }

  /// The newest first.
  static List<Switches.Change> page(
      Transaction tx, TenantId tenant, SwitchKey key, Optional<UUID> before, int limit) {
    return tx.sql()
        .createQuery(PAGE)
        .bind("tenant", tenant.value())
        .bind("key", key.value())
        .bindByType("before", before.orElse(null), UUID.class)
        .bind("limit", limit)
        .map((row, _) -> change(row))
        .list();
  }

  /// The highest version that the tenant's switch has ever had.
  static int version(Transaction tx, TenantId tenant, SwitchKey key) {
    return tx.sql()
        .createQuery(VERSION)
        .bind("tenant", tenant.value())
        .bind("key", key.value())
        .mapTo(Integer.class)
        .one();
  }

  private static Switches.Change change(ResultSet row) throws SQLException {
    return new Switches.Change(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        Optional.ofNullable(row.getObject("user_id", UUID.class)).map(UserId::new),
        Optional.ofNullable(row.getObject("version", Integer.class)),
        Optional.ofNullable(row.getObject("changed_by", UUID.class)).map(UserId::new),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        tree(row.getString("before")),
        tree(row.getString("after")));
  }

  private static Optional<JsonNode> tree(@Nullable String json) {
    return Optional.ofNullable(json).map(Json::tree);
  }
}
