package dev.parley.features.rollout;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Reads all that decides in a tenant at once, and finds who has changed it.
final class RuleStore {
  private static final String SWITCHES =
      """
      select key, state, groups, percentage, salt from feature_switch where tenant_id = :tenant
      """;
  private static final String PEOPLE =
      """
      select key, user_id, value from feature_switch_person where tenant_id = :tenant
      """;
  private static final String MEMBERS =
      """
      select user_id, member_of from rollout_group_member where tenant_id = :tenant
      """;
  private static final String OF_TENANT =
      """
      select key, state, groups, percentage from tenant_feature_default where tenant_id = :tenant
      """;
  private static final String OF_ALL =
      """
      select key, state, groups, percentage from feature_default
      """;
  private static final String CHANGED =
      """
      select id, tenant_id from feature_switch_change
      where changed_at > clock_timestamp() - make_interval(secs => :seconds)
      union all
      select id, null from feature_default_change
      where changed_at > clock_timestamp() - make_interval(secs => :seconds)
      limit :limit
      """;

  private RuleStore() {}

  static Map<SwitchKey, Rules.Salted> switches(Transaction tx, TenantId tenant) {
    var found = new HashMap<SwitchKey, Rules.Salted>();
    tx.sql()
        .createQuery(SWITCHES)
        .bind("tenant", tenant.value())
        .map((row, _) -> found.put(key(row), new Rules.Salted(setting(row), row.getString("salt"))))
        .list();
    return Map.copyOf(found);
  }

  static Map<SwitchKey, Map<UserId, Boolean>> people(Transaction tx, TenantId tenant) {
    var found = new HashMap<SwitchKey, Map<UserId, Boolean>>();
    tx.sql()
        .createQuery(PEOPLE)
        .bind("tenant", tenant.value())
        .map((row, _) ->
            found
                .computeIfAbsent(key(row), _ -> new HashMap<>())
                .put(user(row), row.getBoolean("value")))
        .list();
    return Map.copyOf(found);
  }

  static Map<UserId, RolloutGroup> members(Transaction tx, TenantId tenant) {
    var found = new HashMap<UserId, RolloutGroup>();
    tx.sql()
        .createQuery(MEMBERS)
        .bind("tenant", tenant.value())
        .map((row, _) -> found.put(user(row), RolloutGroup.of(row.getString("member_of"))))
        .list();
    return Map.copyOf(found);
  }

  static Map<SwitchKey, Setting> ofTenant(Transaction tx, TenantId tenant) {
    var found = new HashMap<SwitchKey, Setting>();
    tx.sql()
        .createQuery(OF_TENANT)
        .bind("tenant", tenant.value())
        .map((row, _) -> found.put(key(row), setting(row)))
        .list();
    return Map.copyOf(found);
  }

  /// In the scope of the system.
  static Map<SwitchKey, Setting> ofAll(Transaction tx) {
    var found = new HashMap<SwitchKey, Setting>();
    tx.sql().createQuery(OF_ALL).map((row, _) -> found.put(key(row), setting(row))).list();
    return Map.copyOf(found);
  }

  /// @param tenant empty where it is about all of them
  record Changed(UUID id, Optional<TenantId> tenant) {}

  /// What was changed within the last so long, in all tenants. In the scope of the system.
  static List<Changed> changed(Transaction tx, Duration within, int limit) {
    return tx.sql()
        .createQuery(CHANGED)
        .bind("seconds", within.toMillis() / 1000.0)
        .bind("limit", limit)
        .map((row, _) ->
            new Changed(
                row.getObject("id", UUID.class),
                Optional.ofNullable(row.getObject("tenant_id", UUID.class)).map(TenantId::new)))
        .list();
  }

  static SwitchKey key(ResultSet row) throws SQLException {
    return new SwitchKey(row.getString("key"));
  }

  static UserId user(ResultSet row) throws SQLException {
    return new UserId(row.getObject("user_id", UUID.class));
  }

  static Setting setting(ResultSet row) throws SQLException {
    var groups = (String[]) row.getArray("groups").getArray();
    return new Setting(
        SwitchState.of(row.getString("state")),
        Stream.of(groups).map(RolloutGroup::of).toList(),
        row.getBigDecimal("percentage").doubleValue());
  }
}
