package dev.parley.features.rollout;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Transaction;

/// The rows of what operators have said, for one tenant and for all of them.
final class DefaultStore {
  private static final String PUT =
      """
      insert into tenant_feature_default (tenant_id, key, state, groups, percentage)
      values (:tenant, :key, :state, :groups, :percentage)
      on conflict (tenant_id, key) do update
      set state = excluded.state, groups = excluded.groups, percentage = excluded.percentage
      """;
  private static final String DELETE =
      "delete from tenant_feature_default where tenant_id = :tenant and key = :key";
  private static final String PUT_OF_ALL =
      """
      insert into feature_default (key, state, groups, percentage)
      values (:key, :state, :groups, :percentage)
      on conflict (key) do update
      set state = excluded.state, groups = excluded.groups, percentage = excluded.percentage
      """;
  private static final String DELETE_OF_ALL = "delete from feature_default where key = :key";

  private DefaultStore() {}

  static void put(Transaction tx, TenantId tenant, SwitchKey key, Setting setting) {
    SwitchStore.bind(tx.sql().createUpdate(PUT), tenant, key, setting).execute();
  }

  static void delete(Transaction tx, TenantId tenant, SwitchKey key) {
    tx.sql().createUpdate(DELETE).bind("tenant", tenant.value()).bind("key", key.value()).execute();
  }

  /// In the scope of the system.
  static void putOfAll(Transaction tx, SwitchKey key, Setting setting) {
    SwitchStore.bind(tx.sql().createUpdate(PUT_OF_ALL), key, setting).execute();
  }

  /// In the scope of the system.
  static void deleteOfAll(Transaction tx, SwitchKey key) {
    tx.sql().createUpdate(DELETE_OF_ALL).bind("key", key.value()).execute();
  }
}
