package dev.parley.features.rollout;

import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes down what was changed, and reads it again. Nothing here alters a row, and none goes
/// before its time.
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
      where tenant_id = :tenant and %s
        and (cast(:before as uuid) is null or id < cast(:before as uuid))
      order by id desc limit :limit
      """;
  private static final String OF_SWITCH = PAGE.formatted("key = :key");
  private static final String OF_GROUPS = PAGE.formatted("key is null");

  // The newest of each tells which version comes next.
  private static final String FORGET =
      """
      delete from feature_switch_change where (tenant_id, id) in (
        select c.tenant_id, c.id from feature_switch_change c
        where c.changed_at < :before
          and (exists (
              select from feature_switch_change n
              where n.tenant_id = c.tenant_id and n.key = c.key and n.kind = c.kind and n.id > c.id
              offset :kept - 1)
            or c.key is null and exists (
              select from feature_switch_change n
              where n.tenant_id = c.tenant_id and n.key is null and n.id > c.id
              offset :kept - 1))
        limit :limit)
      """;
  private static final String FORGET_OF_ALL =
      """
      delete from feature_default_change where id in (
        select c.id from feature_default_change c
        where c.changed_at < :before
          and exists (
            select from feature_default_change n where n.key = c.key and n.id > c.id
            offset :kept - 1)
        limit :limit)
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
    return page(tx.sql().createQuery(OF_SWITCH).bind("key", key.value()), tenant, before, limit);
  }

  /// Who was put into which group, the newest first.
  static List<Switches.Change> ofGroups(
      Transaction tx, TenantId tenant, Optional<UUID> before, int limit) {
    return page(tx.sql().createQuery(OF_GROUPS), tenant, before, limit);
  }

  private static List<Switches.Change> page(
      Query query, TenantId tenant, Optional<UUID> before, int limit) {
    return query
        .bind("tenant", tenant.value())
        .bindByType("before", before.orElse(null), UUID.class)
        .bind("limit", limit)
        .map((row, _) -> change(row))
        .list();
  }

  /// Forgets, of any tenant, what was changed before that moment, beyond so many newer changes of
  /// the same kind and feature, or of the groups; at most so many at once, and answers how many. In
  /// the scope of the system, as nobody else may.
  static int forget(Transaction tx, Instant before, int kept, int limit) {
    return forget(tx.sql().createUpdate(FORGET), before, kept, limit);
  }

  /// The same of what an operator says for all tenants.
  static int forgetOfAll(Transaction tx, Instant before, int kept, int limit) {
    return forget(tx.sql().createUpdate(FORGET_OF_ALL), before, kept, limit);
  }

  private static int forget(Update update, Instant before, int kept, int limit) {
    return update
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .bind("kept", kept)
        .bind("limit", limit)
        .execute();
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
