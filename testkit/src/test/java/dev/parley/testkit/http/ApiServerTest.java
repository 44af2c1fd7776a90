package dev.parley.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.http.ApiServer;
import dev.parley.platform.http.ApiServices;
import dev.parley.platform.http.ApiSettings;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.limits.Rate;
import dev.parley.platform.net.AddressRange;
import dev.parley.platform.net.TrustedProxies;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Sealer;
import dev.parley.platform.secrets.Secret;
import dev.parley.platform.telemetry.Health;
import dev.parley.platform.telemetry.Metrics;
import dev.parley.testkit.TestPostgres;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiServerTest {
  @TempDir static Path web;
  private static TestPostgres postgres;
  private static Notes notes;

  @BeforeAll
  static void open() throws Exception {
    postgres = TestPostgres.create();
    Files.createDirectories(web.resolve("assets"));
    Files.writeString(web.resolve("index.html"), "<!doctype html><title>app</title>");
    Files.writeString(web.resolve("assets/app-1a2b.js"), "export default 1;\n");
    var base = ApiSettings.local(0);
    var proxies = new TrustedProxies(List.of(AddressRange.parse("127.0.0.1")));
    var trust =
        new ApiSettings.Trust(
            Set.of("https://app.example.org"),
            proxies,
            Optional.of(Secret.of("operator-token-of-the-test")));
    notes =
        new Notes(
            postgres,
            new ApiSettings(
                base.listen(),
                base.admin(),
                trust,
                base.rate(),
                base.publicUrl(),
                Optional.of(web)));
  }

  @AfterAll
  static void close() {
    notes.close();
    postgres.close();
  }

  @Test
  void anAcceptedRequestReachesItsOperation() {
    var answer = notes.get("/api/v1/notes?limit=7&text=a%2Bb&ids=x,y");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Notes.json(answer).path("limit").asInt()).isEqualTo(7);
    assertThat(Notes.json(answer).path("text").asString()).isEqualTo("a+b");
    assertThat(Notes.json(answer).path("ids").size()).isEqualTo(2);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void aSignOfPercentIsText() {
    assertThat(Notes.json(notes.get("/api/v1/notes?text=100%25")).path("text").asString())
        .isEqualTo("100%");
  }

  @Test
  void anEmptyOptionalParameterIsAbsent() {
    assertThat(notes.get("/api/v1/notes?limit=&text=").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=51, limit",
    "limit=many, limit",
    "limit=1&limit=2, limit",
    "text=more-than-ten-characters, text",
    "text=%00, text",
    "'ids=1,2,3,4', ids",
    "other=1, other"
  })
  void aParameterThatDoesNotFitIsNamed(String query, String field) {
    var answer = notes.get("/api/v1/notes?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Notes.code(answer)).isEqualTo("invalid");
    assertThat(Notes.json(answer).path("field").asString()).isEqualTo(field);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{}|text",
        "{\"text\":\"\"}|text",
        "{\"text\":1}|text",
        "{\"text\":\"a\",\"extra\":1}|extra",
        "{\"text\":\"a\",\"author\":{}}|author.name",
        "{\"text\":\"a\",\"author\":{\"name\":\"\"}}|author.name",
        "{\"text\":\"a\",\"count\":-1}|count",
        "{\"text\":\"a\\u0000b\"}|text",
        "{\"text\":\"\\ud800\"}|text",
        "{\"text\":\"a\",\"text\":\"b\"}|``",
        "[]|``",
        "{|``",
        "null|``",
        "{\"text\":\"a\"} x|``"
      })
  void aBodyThatDoesNotFitIsRefusedWithItsField(String body, String field) {
    var answer = notes.post(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Notes.code(answer)).isEqualTo("invalid");
    assertThat(Notes.json(answer).path("field").asString("")).isEqualTo(field);
  }

  @Test
  void whatCannotBeReachedIsToldApart() {
    assertThat(notes.get("/api/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(Notes.code(notes.get("/api/v1/nothing"))).isEqualTo("not_found");
    var delete = notes.send(notes.request("/api/v1/notes").DELETE());
    assertThat(delete.statusCode()).isEqualTo(405);
    assertThat(delete.headers().firstValue("Allow")).hasValue("GET, POST, PUT");
    var text =
        notes.send(
            notes
                .request("/api/v1/notes")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));
    assertThat(text.statusCode()).isEqualTo(415);
    var post = notes.send(notes.request("/api/v1/nothing").POST(BodyPublishers.ofString("{}")));
    assertThat(post.statusCode()).isEqualTo(404);
    assertThat(notes.get("/api/v1/notes/no-uuid").statusCode()).isEqualTo(404);
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() {
    var answer = notes.post("{\"text\":\"" + "x".repeat(ApiSettings.BODY_BYTES_MAX) + "\"}");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(Notes.code(answer)).isEqualTo("too_large");
  }

  @Test
  void aTokenIsAskedForBeforeAnythingElse() {
    var bare = notes.send(HttpRequest.newBuilder(notes.uri("/api/v1/notes?limit=nonsense")));
    assertThat(bare.statusCode()).isEqualTo(401);
    assertThat(Notes.code(bare)).isEqualTo("unauthenticated");
    assertThat(bare.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    var expired =
        notes.send(
            HttpRequest.newBuilder(notes.uri("/api/v1/notes"))
                .header("Authorization", "Bearer expired"));
    assertThat(Notes.code(expired)).isEqualTo("token_expired");
    assertThat(notes.send(HttpRequest.newBuilder(notes.uri("/api/v1/open"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void everyAnswerNamesItsTrace() {
    var parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    var answer = notes.send(notes.request("/api/v1/nothing").header("traceparent", parent));
    assertThat(answer.headers().firstValue("Trace-Id"))
        .hasValue("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(Notes.json(answer).path("traceId").asString())
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(notes.get("/api/v1/notes").headers().firstValue("Trace-Id").orElseThrow())
        .matches("[0-9a-f]{32}");
  }

  @Test
  void anAccidentSaysNothingButItsTrace() {
    var answer = notes.post("{\"text\":\"break\"}");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(Notes.code(answer)).isEqualTo("internal");
    assertThat(answer.body()).doesNotContain("broken");
  }

  @Test
  void theClientIsTheRightmostHopThatNobodyVouchesFor() {
    var request =
        HttpRequest.newBuilder(notes.uri("/api/v1/open"))
            .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9");
    assertThat(Notes.json(notes.send(request)).path("address").asString()).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @CsvSource({
    "https://parley.example.org, note=1; HttpOnly; SameSite=Strict; Secure",
    "http://parley.example.org, note=1; HttpOnly; SameSite=Strict",
    ", note=1; HttpOnly; SameSite=Strict"
  })
  void wherePeopleComeByHttpsACookieGoesByNothingElse(@Nullable URI publicUrl, String cookie) {
    var base = ApiSettings.local(0);
    var settings =
        new ApiSettings(
            base.listen(),
            base.admin(),
            base.trust(),
            base.rate(),
            Optional.ofNullable(publicUrl),
            base.web());
    try (var server = new Notes(postgres, settings)) {
      assertThat(server.get("/api/v1/open").headers().allValues("Set-Cookie"))
          .containsExactly(cookie);
    }
  }

  @Test
  void pagesOfAllowedOriginsMayCallAndNoOthers() {
    var allowed = notes.send(preflight("https://app.example.org"));
    assertThat(allowed.statusCode()).isEqualTo(204);
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://app.example.org");
    assertThat(notes.send(preflight("https://app.example.org.evil.org")).statusCode())
        .isEqualTo(403);
    var plain = notes.send(notes.request("/api/v1/notes").header("Origin", "https://evil.org"));
    assertThat(plain.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private static HttpRequest.Builder preflight(String origin) {
    return HttpRequest.newBuilder(notes.uri("/api/v1/notes"))
        .method("OPTIONS", BodyPublishers.noBody())
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST");
  }

  @Test
  void theDocumentsAreServed() {
    assertThat(Notes.json(notes.get("/api/v1/openapi.json")).path("openapi").asString())
        .isEqualTo("3.1.0");
    assertThat(notes.get("/api/v1/frames.json").statusCode()).isEqualTo(200);
    assertThat(notes.get("/.well-known/jwks.json").body()).isEqualTo("{\"keys\":[]}");
    var docs = notes.get("/api/v1/docs");
    assertThat(docs.statusCode()).isEqualTo(200);
    assertThat(docs.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self';", "style-src 'self';", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "data:");
    assertThat(notes.get("/api/v1/docs/docs.js").statusCode()).isEqualTo(200);
  }

  @Test
  void theWebAppIsServedWithItsPagesAndLastingAssets() {
    assertThat(notes.get("/").body()).contains("<title>app</title>");
    var page =
        notes.send(
            HttpRequest.newBuilder(notes.uri("/conversations/1")).header("Accept", "text/html"));
    assertThat(page.body()).contains("<title>app</title>");
    var asset = notes.get("/assets/app-1a2b.js");
    assertThat(asset.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(notes.get("/assets/none.js").statusCode()).isEqualTo(404);
    assertThat(notes.get("/..%2f..%2fetc/passwd").statusCode()).isEqualTo(404);
  }

  @Test
  void theOperatorSeesHealthAndMetrics() {
    assertThat(notes.get("/health").statusCode()).isEqualTo(200);
    notes.health.check("database", () -> true);
    assertThat(notes.get("/ready").statusCode()).isEqualTo(200);
    notes.health.check("bus", () -> false);
    assertThat(notes.get("/ready").statusCode()).isEqualTo(503);
    notes.get("/api/v1/notes");
    var metrics = notes.send(HttpRequest.newBuilder(notes.uri("/metrics")));
    assertThat(metrics.body())
        .contains("parley_http_requests_total{method=\"GET\",route=\"listNotes\",status=\"200\"}")
        .contains("parley_http_request_duration_seconds_bucket{method=\"GET\",route=\"listNotes\"")
        .contains("parley_http_requests_in_flight");
  }

  @Test
  void metricsAreForThisMachineOrTheOperator() {
    var relayed =
        HttpRequest.newBuilder(notes.uri("/metrics")).header("X-Forwarded-For", "203.0.113.9");
    assertThat(notes.send(relayed).statusCode()).isEqualTo(404);
    var operator = relayed.header("Authorization", "Bearer operator-token-of-the-test");
    assertThat(notes.send(operator).statusCode()).isEqualTo(200);
    assertThat(notes.get("/metrics").statusCode()).isEqualTo(404);
  }

  @Test
  void anyonesRequestsAreLimited() {
    var base = ApiSettings.local(0);
    var few =
        new ApiSettings(
            base.listen(),
            base.admin(),
            base.trust(),
            new Rate(1, Duration.ofHours(1), 3),
            base.publicUrl(),
            base.web());
    try (var limited = new Notes(postgres, few)) {
      var answers = IntStream.range(0, 5).mapToObj(_ -> limited.get("/api/v1/notes")).toList();
      assertThat(answers.stream().map(answer -> answer.statusCode()))
          .containsExactly(200, 200, 200, 429, 429);
      assertThat(Notes.json(answers.getLast()).path("retryAfterMs").asLong()).isPositive();
      assertThat(answers.getLast().headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void theServerDoesNotStartWhileDocumentAndHandlersDiffer() {
    Routes other =
        api ->
            api.on("listNotes", _ -> Response.noContent())
                .on("invented", _ -> Response.noContent());
    assertThatThrownBy(() -> start(other))
        .hasMessageContaining("not described: [invented]")
        .hasMessageContaining("createNote");
  }

  @Test
  void theServerDoesNotStartWithAChangeThatMightTakeEffectTwice() {
    Routes careless =
        api ->
            api.on("listNotes", _ -> Response.noContent())
                .on("createNote", _ -> Response.noContent())
                .change("changeNotes", _ -> Response.noContent())
                .on("getNote", _ -> Response.noContent())
                .on("open", _ -> Response.noContent());
    assertThatThrownBy(() -> start(careless)).hasMessageContaining("createNote changes something");
  }

  private static void start(Routes routes) {
    try (var metrics = new Metrics()) {
      var services =
          new ApiServices(
              postgres.database(),
              new Notes.Tokens(),
              new Sealer(MasterKey.of(MasterKey.generate())),
              metrics,
              new Health(),
              InstantSource.system());
      var content = Notes.content(List.of(routes));
      ApiServer.start(ApiSettings.local(0), services, content).close();
    }
  }
}
