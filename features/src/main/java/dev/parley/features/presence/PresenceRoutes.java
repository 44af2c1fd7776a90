package dev.parley.features.presence;

import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import java.util.Map;

/// Presence over HTTP.
public record PresenceRoutes(Presences presences) implements Routes {

  @Override
  public void addTo(Api api) {
    api.on("getPresence", this::get);
  }

  private Response get(Request request) {
    var users = request.queryList("userIds").stream().map(PresenceRoutes::id).distinct().toList();
    return Response.ok(Map.of("presence", presences.of(request.actor(), users)));
  }

  private static UserId id(String text) {
    try {
      return UserId.of(text);
    } catch (IllegalArgumentException _) {
      throw new Problem.Invalid("userIds", "Not an id").refused();
    }
  }
}
