package dev.parley.client;

import dev.parley.client.Tokens.Kept;
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
/// @param store keeps the session and what waits to be sent; one client uses it at a time. Under
///   the name of each server it has what is that server's alone
/// @param http may be shared by many clients, and stays the caller's
public record Options(URI server, Store store, HttpClient http) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

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
    var mine = mine();
    mine.get(device).ifPresent(token -> body.put("deviceToken", token));
    var session = session(rest().ask(new Rest.Ask("POST", "/auth/login", body)));
    if (session.deviceToken() != null) mine.put(device, session.deviceToken());
    return begin(new Kept(who.tenant(), session));
  }

  /// Blocks.
  Parley accept(String tenant, String invitation, String password) {
    var body = Map.of("tenant", tenant, "invitation", invitation, "password", password);
    var session = session(rest().ask(new Rest.Ask("POST", "/auth/invitations/accept", body)));
    return begin(new Kept(tenant, session));
  }

  Optional<Parley> resume() {
    return Tokens.kept(mine()).map(this::open);
  }

  Optional<Parley> resume(String tenant, String email) {
    return Tokens.kept(mine()).filter(kept -> kept.isOf(tenant, email)).map(this::open);
  }

  private Parley begin(Kept kept) {
    Tokens.keep(mine(), kept);
    return open(kept);
  }

  private Parley open(Kept kept) {
    var scheme = "https".equalsIgnoreCase(server.getScheme()) ? "wss://" : "ws://";
    var socket = URI.create(scheme + server.getAuthority() + "/api/v1/ws");
    var tokens = new Tokens(kept, InstantSource.system(), this::refreshed, mine());
    var backoff = new Backoff(new SplittableRandom());
    var parts = new Parley.Parts(new JdkTransport(http, socket), Loop.start(), backoff, mine());
    return new Parley(rest(), tokens, kept.session().user(), parts);
  }

  /// What the store keeps of this server: a token that another one gave is not for this one.
  private Store mine() {
    return store.under(origin() + '/');
  }

  private String origin() {
    if (server.getScheme() == null || server.getHost() == null) {
      throw new IllegalArgumentException("A server is named as https://chat.example.org");
    }
    var scheme = server.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    int port = server.getPort() < 0 ? usual : server.getPort();
    return scheme + "://" + server.getHost().toLowerCase(Locale.ROOT) + ':' + port;
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
