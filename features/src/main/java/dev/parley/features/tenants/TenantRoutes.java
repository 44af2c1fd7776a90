package dev.parley.features.tenants;

import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tenant over HTTP.
record TenantRoutes(Tenants tenants) implements Routes {

  @Override
  public void addTo(Api api) {
    api.on("getTenant", this::get).change("updateTenant", this::update);
  }

  private Response get(Request request) {
    var tenant = tenants.find(request.actor().tenant()).orElseThrow(Tenants::unknown);
    return Response.ok(Map.of("tenant", tenant));
  }

  private record Settings(@Nullable PresenceVisibility presenceVisibility) {}

  private record Update(@Nullable String name, @Nullable Settings settings) {}

  private Response update(Request request) {
    var body = request.body(Update.class);
    var visibility = Optional.ofNullable(body.settings()).map(Settings::presenceVisibility);
    var tenant = tenants.update(request.actor(), Optional.ofNullable(body.name()), visibility);
    return Response.ok(Map.of("tenant", tenant));
  }
}
