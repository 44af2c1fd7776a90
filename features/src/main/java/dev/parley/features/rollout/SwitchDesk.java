package dev.parley.features.rollout;

import dev.parley.features.tenants.Tenant;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Database;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What holds where a tenant says nothing, for operators, who answer to nobody here. No request
/// reaches this.
public final class SwitchDesk {
  private final Tenants tenants;
  private final Database database;
  private final Changes changes;

  public SwitchDesk(Tenants tenants, Database database, Outbox outbox, Bus bus) {
    this.tenants = tenants;
    this.database = database;
    changes = new Changes(outbox, bus);
  }

  /// What operators have said, by key: for one tenant, or, where it is empty, for all.
  public Map<SwitchKey, Setting> list(Optional<TenantId> tenant) {
    return new TreeMap<>(
        tenant
            .map(id -> database.in(id, tx -> RuleStore.ofTenant(tx, id)))
            .orElseGet(() -> database.system(RuleStore::ofAll)));
  }

  /// Says it anew.
  public void set(Optional<TenantId> tenant, SwitchKey key, Setting setting) {
    change(tenant, key, Optional.of(setting));
  }

  /// Takes it back; where nothing was said, it changes nothing.
  public void clear(Optional<TenantId> tenant, SwitchKey key) {
    change(tenant, key, Optional.empty());
  }

  private void change(Optional<TenantId> tenant, SwitchKey key, Optional<Setting> setting) {
    if (tenant.isPresent()) ofTenant(tenant.get(), key, setting);
    else ofAll(key, setting);
  }

  private void ofTenant(TenantId tenant, SwitchKey key, Optional<Setting> setting) {
    database.in(
        tenant,
        tx -> {
          SwitchStore.oneAtATime(tx, tenant);
          var before = Optional.ofNullable(RuleStore.ofTenant(tx, tenant).get(key));
          if (before.equals(setting)) return false;
          setting.ifPresentOrElse(
              given -> DefaultStore.put(tx, tenant, key, given),
              () -> DefaultStore.delete(tx, tenant, key));
          changes.publish(tx, tenant, Changes.Draft.ofDefault(key, 0).from(before).to(setting));
          return true;
        });
  }

  /// Nodes find it by themselves; the people of each tenant are told afterwards.
  private void ofAll(SwitchKey key, Optional<Setting> setting) {
    boolean changed =
        database.system(tx -> {
          var before = Optional.ofNullable(RuleStore.ofAll(tx).get(key));
          if (before.equals(setting)) return false;
          setting.ifPresentOrElse(
              given -> DefaultStore.putOfAll(tx, key, given),
              () -> DefaultStore.deleteOfAll(tx, key));
          ChangeStore.insertOfAll(tx, key, before, setting);
          return true;
        });
    if (changed) tenants.all().stream().map(Tenant::id).forEach(id -> tell(id, key));
  }

  private void tell(TenantId tenant, SwitchKey key) {
    database.in(
        tenant,
        tx -> {
          changes.tell(tx, tenant, Optional.of(key), 0, Optional.empty());
          return true;
        });
  }
}
