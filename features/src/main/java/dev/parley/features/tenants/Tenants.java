package dev.parley.features.tenants;

import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes and finds tenants, and changes what holds for all of one.
public final class Tenants {
  /// Most characters of a name.
  public static final int NAME_LENGTH_MAX = 200;

  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private final Database database;

  public Tenants(Database database) {
    this.database = database;
  }

  /// Makes a tenant. For operators; no request reaches this. Refuses a slug that is malformed
  /// (`unprocessable`) or taken (`conflict`).
  public Tenant create(String slug, String name) {
    if (!SLUG.matcher(slug).matches()) {
      throw new Problem.Unprocessable("slug", "May have a-z, 0-9 and dashes, 63 at most").refused();
    }
    requireName(name);
    var tenant =
        new Tenant(TenantId.next(), slug, name, new Tenant.Settings(PresenceVisibility.SHARED));
    if (!database.system(tx -> TenantStore.insert(tx, tenant))) {
      throw new Problem.Conflict("This short name is taken").refused();
    }
    return tenant;
  }

  public Optional<Tenant> bySlug(String slug) {
    if (!SLUG.matcher(slug).matches()) return Optional.empty();
    return database.system(tx -> TenantStore.bySlug(tx, slug));
  }

  public Optional<Tenant> find(TenantId id) {
    return database.in(id, TenantStore::own);
  }

  /// Every tenant of the installation, for operators.
  public List<Tenant> all() {
    return database.system(TenantStore::all);
  }

  /// What holds for everybody in the tenant.
  public Tenant.Settings settings(TenantId id) {
    return find(id).orElseThrow(Tenants::unknown).settings();
  }

  /// Changes name or settings; what is empty stays. For administrators.
  public Tenant update(
      Actor actor, Optional<String> name, Optional<PresenceVisibility> presenceVisibility) {
    if (!actor.role().administers()) {
      throw new Problem.Forbidden("Only administrators change the tenant").refused();
    }
    name.ifPresent(Tenants::requireName);
    return database.in(
        actor.tenant(),
        tx -> {
          TenantStore.update(tx, name, presenceVisibility);
          return TenantStore.own(tx).orElseThrow(Tenants::unknown);
        });
  }

  public Routes routes() {
    return new TenantRoutes(this);
  }

  static Refused unknown() {
    return new Problem.NotFound("tenant").refused();
  }

  private static void requireName(String name) {
    if (name.isBlank() || name.length() > NAME_LENGTH_MAX) {
      throw new Problem.Unprocessable("name", "Between 1 and " + NAME_LENGTH_MAX + " characters")
          .refused();
    }
  }
}
