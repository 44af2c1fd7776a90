package dev.parley.bench.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The people in whose name the connections are opened: few, because signing in is made dear, with
/// many connections each.
final class Crew {
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Rest rest;
  private final List<String> refreshTokens = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private List<String> tokens = List.of();
  private long since;

  Crew(Rest rest) {
    this.rest = rest;
  }

  void signIn(String tenant, String email, String password) {
    var signedIn =
        rest.post("/auth/login", Map.of("tenant", tenant, "email", email, "password", password));
    ids.add(signedIn.path("user").path("id").asString());
    refreshTokens.add(signedIn.path("refreshToken").asString());
    var more = new ArrayList<>(tokens);
    more.add(signedIn.path("token").asString());
    tokens = List.copyOf(more);
    since = System.nanoTime();
  }

  List<String> ids() {
    return ids;
  }

  /// Access tokens that hold for as long as any run takes.
  List<String> tokens() {
    if (System.nanoTime() - since > FRESH.toNanos()) refresh();
    return tokens;
  }

  private void refresh() {
    var fresh = new ArrayList<String>();
    for (int i = 0; i < refreshTokens.size(); i++) {
      var renewed = rest.post("/auth/refresh", Map.of("refreshToken", refreshTokens.get(i)));
      refreshTokens.set(i, renewed.path("refreshToken").asString());
      fresh.add(renewed.path("token").asString());
    }
    tokens = List.copyOf(fresh);
    since = System.nanoTime();
  }
}
