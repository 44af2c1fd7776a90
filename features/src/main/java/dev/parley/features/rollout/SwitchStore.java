package dev.parley.features.rollout;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

/// The rows of switches, of what holds for one person, and of who is in which group.
final class SwitchStore {
  private static final String ONE_AT_A_TIME =
      """
      select pg_advisory_xact_lock(hashtextextended('rollout ' || :tenant, 0))
      """;
  private static final String LIST =
      """
      select key, description, state, groups, percentage, version, updated_by, updated_at
      from feature_switch where tenant_id = :tenant order by key
      """;
  private static final String PUT =
      """
      insert into feature_switch (tenant_id, key, description, state, groups, percentage, salt,
        version, updated_by, updated_at)
      values (:tenant, :key, :description, :state, :groups, :percentage, :salt, :version, :by, :now)
      on conflict (tenant_id, key) do update set description = excluded.description,
        state = excluded.state, groups = excluded.groups, percentage = excluded.percentage,
        version = excluded.version, updated_by = excluded.updated_by,
        updated_at = excluded.updated_at
      """;
  private static final String DELETE =
      "delete from feature_switch where tenant_id = :tenant and key = :key";
  private static final String DELETE_PEOPLE =
      "delete from feature_switch_person where tenant_id = :tenant and key = :key";
  private static final String COUNTS =
      """
      select key, count(*) as people from feature_switch_person
      where tenant_id = :tenant group by key
      """;
  private static final String PEOPLE =
      """
      select user_id, value from feature_switch_person
      where tenant_id = :tenant and key = :key order by user_id
      """;
  private static final String PUT_PERSON =
      """
      insert into feature_switch_person (tenant_id, key, user_id, value)
      values (:tenant, :key, :user, :value)
      on conflict (tenant_id, key, user_id) do update set value = excluded.value
      """;
  private static final String DELETE_PERSON =
      """
      delete from feature_switch_person
      where tenant_id = :tenant and key = :key and user_id = :user
      """;
  private static final String MEMBERS =
      """
      select user_id, member_of from rollout_group_member
      where tenant_id = :tenant order by member_of desc, user_id
      """;
  private static final String PUT_MEMBER =
      """
      insert into rollout_group_member (tenant_id, user_id, member_of)
      values (:tenant, :user, :group)
      on conflict (tenant_id, user_id) do update set member_of = excluded.member_of
      """;
  private static final String DELETE_MEMBER =
      "delete from rollout_group_member where tenant_id = :tenant and user_id = :user";

  private SwitchStore() {}

  /// Those who change what a tenant has switched wait for each other until their transactions end.
  static void oneAtATime(Transaction tx, TenantId tenant) {
    tx.sql()
        .createQuery(ONE_AT_A_TIME)
        .bind("tenant", tenant.toString())
        .mapTo(String.class)
        .findOne();
  }

  /// A switch as it stands in the tenant.
  record Row(
      SwitchKey key,
      String description,
      Setting setting,
      int version,
      UserId updatedBy,
      Instant updatedAt) {}

  static List<Row> list(Transaction tx, TenantId tenant) {
    return tx.sql()
        .createQuery(LIST)
        .bind("tenant", tenant.value())
        .map((row, _) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        RuleStore.key(row),
        row.getString("description"),
        RuleStore.setting(row),
        row.getInt("version"),
        new UserId(row.getObject("updated_by", UUID.class)),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  /// @param salt of a switch that is not there yet; another keeps its own
  static void put(Transaction tx, TenantId tenant, Row row, String salt) {
    bind(tx.sql().createUpdate(PUT), tenant, row.key(), row.setting())
        .bind("description", row.description())
        .bind("salt", salt)
        .bind("version", row.version())
        .bind("by", row.updatedBy().value())
        .bind("now", row.updatedAt().atOffset(ZoneOffset.UTC))
        .execute();
  }

  static <S extends SqlStatement<S>> S bind(
      S statement, TenantId tenant, SwitchKey key, Setting setting) {
    return bind(statement, key, setting).bind("tenant", tenant.value());
  }

  static <S extends SqlStatement<S>> S bind(S statement, SwitchKey key, Setting setting) {
    var groups = setting.groups().stream().map(RolloutGroup::label).toList();
    return statement
        .bind("key", key.value())
        .bind("state", setting.state().label())
        .bindArray("groups", String.class, groups)
        .bind("percentage", setting.percentage());
  }

  static void delete(Transaction tx, TenantId tenant, SwitchKey key) {
    for (var sql : List.of(DELETE_PEOPLE, DELETE)) {
      tx.sql().createUpdate(sql).bind("tenant", tenant.value()).bind("key", key.value()).execute();
    }
  }

  /// How many people each feature is decided for one by one.
  static Map<SwitchKey, Integer> counts(Transaction tx, TenantId tenant) {
    var counts = new HashMap<SwitchKey, Integer>();
    tx.sql()
        .createQuery(COUNTS)
        .bind("tenant", tenant.value())
        .map((row, _) -> counts.put(RuleStore.key(row), row.getInt("people")))
        .list();
    return counts;
  }

  static List<FeatureSwitch.OfPerson> people(Transaction tx, TenantId tenant, SwitchKey key) {
    return tx.sql()
        .createQuery(PEOPLE)
        .bind("tenant", tenant.value())
        .bind("key", key.value())
        .map((row, _) -> new FeatureSwitch.OfPerson(RuleStore.user(row), row.getBoolean("value")))
        .list();
  }

  static void putPerson(
      Transaction tx, TenantId tenant, SwitchKey key, FeatureSwitch.OfPerson person) {
    tx.sql()
        .createUpdate(PUT_PERSON)
        .bind("tenant", tenant.value())
        .bind("key", key.value())
        .bind("user", person.userId().value())
        .bind("value", person.value())
        .execute();
  }

  static boolean deletePerson(Transaction tx, TenantId tenant, SwitchKey key, UserId user) {
    return tx.sql()
            .createUpdate(DELETE_PERSON)
            .bind("tenant", tenant.value())
            .bind("key", key.value())
            .bind("user", user.value())
            .execute()
        == 1;
  }

  static List<RolloutGroups.Member> members(Transaction tx, TenantId tenant) {
    return tx.sql()
        .createQuery(MEMBERS)
        .bind("tenant", tenant.value())
        .map((row, _) ->
            new RolloutGroups.Member(
                RuleStore.user(row), RolloutGroup.of(row.getString("member_of"))))
        .list();
  }

  static Optional<RolloutGroup> group(Transaction tx, TenantId tenant, UserId user) {
    return members(tx, tenant).stream()
        .filter(member -> member.userId().equals(user))
        .map(RolloutGroups.Member::group)
        .findFirst();
  }

  static void putMember(Transaction tx, TenantId tenant, UserId user, RolloutGroup group) {
    if (group == RolloutGroup.GENERAL) {
      tx.sql()
          .createUpdate(DELETE_MEMBER)
          .bind("tenant", tenant.value())
          .bind("user", user.value())
          .execute();
      return;
    }
    tx.sql()
        .createUpdate(PUT_MEMBER)
        .bind("tenant", tenant.value())
        .bind("user", user.value())
        .bind("group", group.label())
        .execute();
  }
}
