package dev.parley.client;

import dev.parley.client.Tokens.SignedIn;
import dev.parley.client.store.MemoryStore;
import dev.parley.client.store.Store;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/// Where and with what a client works, and the ways in.
///
/// @param server such as `https://chat.example.org`
/// @param store keeps the session and what waits to be sent; one client uses it at a time
/// @param http may be shared by many clients, and stays the caller's
public record Options(URI server, Store store, HttpClient http) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  public Options {
    store = store.forgiving();
  }

  /// Made when it is first needed; its threads end with the process.
  private static final class Shared {
    static final HttpClient HTTP =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /// A client that keeps nothing beyond itself.
  public static Options of(URI server) {
    return new Options(server, new MemoryStore(), Shared.HTTP);
  }

  public Options with(Store other) {
    return new Options(server, other, http);
  }

  public Options with(HttpClient other) {
    return new Options(server, store, other);
  }

  /// Blocks. The server knows the device again by what it gave to it the last time.
  Parley signIn(Parley.SignIn who) {
    var device = "device/" + who.tenant() + '/' + who.email().toLowerCase(Locale.ROOT);
    var body = new HashMap<String, Object>();
    body.put("tenant", who.tenant());
    body.put("email", who.email());
    body.put("password", who.password());
    store.get(device).ifPresent(token -> body.put("deviceToken", token));
    var session = session(rest().ask(new Rest.Ask("POST", "/auth/login", body)));
    if (session.deviceToken() != null) store.put(device, session.deviceToken());
    return begin(session);
  }

  /// Blocks.
  Parley accept(String tenant, String invitation, String password) {
    var body = Map.of("tenant", tenant, "invitation", invitation, "password", password);
    return begin(session(rest().ask(new Rest.Ask("POST", "/auth/invitations/accept", body))));
  }

  Optional<Parley> resume() {
    return Tokens.kept(store).map(this::open);
  }

  private Parley begin(SignedIn session) {
    Tokens.keep(store, session);
    return open(session);
  }

  private Parley open(SignedIn session) {
    var scheme = "https".equals(server.getScheme()) ? "wss://" : "ws://";
    var socket = URI.create(scheme + server.getAuthority() + "/api/v1/ws");
    var tokens = new Tokens(session, InstantSource.system(), this::refreshed, store);
    var backoff = new Backoff(new SplittableRandom());
    var parts = new Parley.Parts(new JdkTransport(http, socket), Loop.start(), backoff, store);
    return new Parley(rest(), tokens, session.user(), parts);
  }

  private SignedIn refreshed(SignedIn old) {
    var body = Map.of("refreshToken", old.refreshToken());
    return session(rest().ask(new Rest.Ask("POST", "/auth/refresh", body)));
  }

  private Rest rest() {
    return new Rest(http, server);
  }

  private static SignedIn session(JsonNode answer) {
    return Frames.JSON.treeToValue(answer, SignedIn.class);
  }
}
