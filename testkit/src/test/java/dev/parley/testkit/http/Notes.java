package dev.parley.testkit.http;

import dev.parley.platform.http.Api;
import dev.parley.platform.http.ApiContent;
import dev.parley.platform.http.ApiServer;
import dev.parley.platform.http.ApiServices;
import dev.parley.platform.http.ApiSettings;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Authenticator;
import dev.parley.platform.kernel.Identity;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Sealer;
import dev.parley.platform.telemetry.Health;
import dev.parley.platform.telemetry.Metrics;
import dev.parley.protocol.Problem;
import dev.parley.testkit.ManualClock;
import dev.parley.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A server of notes, whose handlers count how often they ran.
final class Notes implements Routes, AutoCloseable {
  static final String TOKEN = TenantId.next() + ":" + UserId.next();

  final AtomicInteger ran = new AtomicInteger();

  /// The ids that notes were to be made under.
  final Set<UUID> made = ConcurrentHashMap.newKeySet();

  /// What comes of notes with the text `trying`, one after another, until they are made.
  final Queue<RuntimeException> troubles = new ConcurrentLinkedQueue<>();

  /// What a note with the text `wait` waits for.
  final Semaphore hold = new Semaphore(0);

  /// What a note with the text `unkept` does.
  volatile Runnable unkept = () -> {};

  final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T06:00:00Z"));
  final Health health = new Health();
  final ApiServer server;
  private final TestPostgres postgres;
  private final Metrics metrics = new Metrics();
  private final HttpClient client = HttpClient.newHttpClient();

  Notes(TestPostgres postgres, ApiSettings settings) {
    this.postgres = postgres;
    var sealer = new Sealer(MasterKey.of(MasterKey.generate()));
    var services =
        new ApiServices(postgres.database(), new Tokens(), sealer, metrics, health, clock);
    server = ApiServer.start(settings, services, content(List.of(this)));
  }

  static ApiContent content(List<Routes> routes) {
    try (var in = Notes.class.getResourceAsStream("notes.json")) {
      if (in == null) throw new IllegalStateException("no notes.json");
      var contract = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ApiContent(contract, routes, () -> "{\"keys\":[]}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Author(String name) {}

  private record Note(String text, @Nullable Author author, @Nullable Integer count) {}

  @Override
  public void addTo(Api api) {
    api.on("listNotes", this::list)
        .make("createNote", this::create)
        .change("changeNotes", this::change)
        .on("getNote", request -> Response.ok(Map.of("id", request.id("noteId"))))
        .on("open", Notes::open);
  }

  private static Response open(Request request) {
    var answer = Response.ok(Map.of("address", request.address()));
    return answer.header("Set-Cookie", "note=1; HttpOnly; SameSite=Strict");
  }

  private Response list(Request request) {
    return Response.ok(
        Map.of(
            "limit", request.limit(20, 50),
            "text", request.query("text").orElse(""),
            "ids", request.queryList("ids"),
            "user", request.actor().user()));
  }

  private Response create(Request request, UUID id) {
    var note = request.body(Note.class);
    int turn = ran.incrementAndGet();
    made.add(id);
    switch (note.text()) {
      case "break" -> throw new IllegalStateException("broken");
      case "no" -> throw new Problem.Conflict("no").refused();
      case "trying" -> {
        var trouble = troubles.poll();
        if (trouble != null) throw trouble;
      }
      case "unkept" -> unkept.run();
      case "wait" -> hold.acquireUninterruptibly();
      default -> {}
    }
    return Response.created(Map.of("turn", turn));
  }

  private Response change(Request request) {
    var note = request.body(Note.class);
    int turn = ran.incrementAndGet();
    postgres
        .database()
        .in(
            request.actor().tenant(),
            tx ->
                tx.sql()
                    .execute(
                        "insert into note values (?, ?)",
                        request.actor().tenant().value(),
                        note.text()));
    if (note.text().startsWith("no")) throw new Problem.Conflict("no").refused();
    return Response.ok(Map.of("turn", turn));
  }

  /// Believes `tenant:user`.
  static final class Tokens implements Authenticator {
    @Override
    public Identity verify(String token) {
      if (token.equals("expired")) throw new Problem.TokenExpired().refused();
      var parts = token.split(":");
      if (parts.length != 2) throw new Problem.Unauthenticated("Unknown token").refused();
      var actor =
          new Actor(
              TenantId.of(parts[0]),
              UserId.of(parts[1]),
              new SessionId(UserId.of(parts[1]).value()),
              Role.MEMBER);
      return new Identity(actor, Instant.MAX);
    }

    @Override
    public Identity redeem(String ticket) {
      throw new Problem.Unauthenticated("No tickets here").refused();
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN);
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> post(String body, String... headers) {
    return write("POST", body, headers);
  }

  HttpResponse<String> write(String method, String body, String... headers) {
    var request =
        request("/api/v1/notes")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) request.headers(headers);
    return send(request);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return Json.tree(response.body());
  }

  static String code(HttpResponse<String> response) {
    return json(response).path("code").asString();
  }

  @Override
  public void close() {
    hold.release(1000);
    client.close();
    server.close();
    metrics.close();
  }
}
