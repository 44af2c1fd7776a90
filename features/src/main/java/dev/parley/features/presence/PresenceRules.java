package dev.parley.features.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.features.identity.People;
import dev.parley.features.tenants.PresenceVisibility;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Who sees whose presence: everyone their own, and beyond that what the tenant's setting says. A
/// change of the setting holds after [#SETTING_AGE_MAX] at the latest.
public final class PresenceRules {
  static final Duration SETTING_AGE_MAX = Duration.ofSeconds(5);
  private static final int TENANTS_MAX = 10_000;

  private final Tenants tenants;
  private final People people;
  private final Companions companions;
  private final Cache<TenantId, PresenceVisibility> settings =
      Caffeine.newBuilder().expireAfterWrite(SETTING_AGE_MAX).maximumSize(TENANTS_MAX).build();

  public PresenceRules(Tenants tenants, People people, Companions companions) {
    this.tenants = tenants;
    this.people = people;
    this.companions = companions;
  }

  /// Those of the people whose presence the actor may see. Strangers to the tenant are not among
  /// them.
  Set<UserId> visible(Actor actor, Collection<UserId> users) {
    var visible =
        new HashSet<UserId>(
            switch (setting(actor.tenant())) {
              case EVERYONE -> people.named(actor.tenant(), users).keySet();
              case SHARED -> companions.among(actor, users);
              case NOBODY -> Set.<UserId>of();
            });
    if (users.contains(actor.user())) visible.add(actor.user());
    return visible;
  }

  /// Whether anyone but the people themselves sees presence in the tenant.
  boolean shown(TenantId tenant) {
    return setting(tenant) != PresenceVisibility.NOBODY;
  }

  private PresenceVisibility setting(TenantId tenant) {
    return settings.get(tenant, id -> tenants.settings(id).presenceVisibility());
  }
}
