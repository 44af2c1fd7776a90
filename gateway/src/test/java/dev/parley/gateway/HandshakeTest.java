package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
  private static final String PATH = "/api/v1/ws";

  private final Node node = Node.start();
  private final String token = node.doorman.token(node.person());

  @AfterEach
  void close() {
    node.close();
  }

  private Client ask(String headers, String target) {
    return Client.ask(node.address(), headers, target);
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  @Test
  void aBearerHeaderOpensASession() {
    var actor = node.person();
    try (var client = node.connect(actor)) {
      var ready = client.await("ready", _ -> true).path("payload");
      assertThat(client.head()).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      assertThat(client.head()).doesNotContain("Sec-WebSocket-Protocol", "Extensions");
      assertThat(ready.path("userId").asString()).isEqualTo(actor.user().toString());
      assertThat(ready.path("sessionId").asString()).isEqualTo(actor.session().toString());
      assertThat(ready.path("heartbeatMs").asLong()).isEqualTo(25_000);
    }
  }

  @Test
  void aBearerSubprotocolOpensASessionAndIsNotRepeated() {
    try (var client = ask("Sec-WebSocket-Protocol: parley.v1, bearer." + token + "\r\n", PATH)) {
      assertThat(client.status()).isEqualTo(101);
      assertThat(client.head()).contains("Sec-WebSocket-Protocol: parley.v1\r\n");
      assertThat(client.head()).doesNotContain(token);
    }
  }

  @Test
  void aTicketOpensASessionOnce() {
    var ticket = node.doorman.ticket(node.person());
    try (var first = ask("", PATH + "?ticket=" + ticket);
        var second = ask("", PATH + "?ticket=" + ticket)) {
      assertThat(first.status()).isEqualTo(101);
      assertThat(second.status()).isEqualTo(401);
    }
  }

  @Test
  void theClientOfTheJdkConnects() throws Exception {
    var heard = new CompletableFuture<String>();
    var listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.complete(text.toString());
            socket.request(1);
            return CompletableFuture.completedStage(null);
          }
        };
    var uri = URI.create("ws://localhost:" + node.address().getPort() + PATH);
    try (var http = HttpClient.newHttpClient()) {
      var socket =
          http.newWebSocketBuilder()
              .subprotocols("parley.v1", "bearer." + token)
              .buildAsync(uri, listener)
              .get(10, TimeUnit.SECONDS);
      assertThat(heard.get(10, TimeUnit.SECONDS)).contains("\"ready\"");
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
      Await.until("the session has gone", () -> node.gateway.connections() == 0);
      http.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 401, unauthenticated",
    "'Authorization: Bearer nobody', 401, unauthenticated",
    "'Authorization: Basic eDp5', 401, unauthenticated",
    "'Sec-WebSocket-Protocol: parley.v1, bearer.nobody', 401, unauthenticated",
    "'Sec-WebSocket-Protocol: chat', 400, invalid",
    "'Transfer-Encoding: chunked', 400, invalid",
    "'Host: two', 400, invalid",
    "'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 400, invalid",
    "'Sec-WebSocket-Version: 8', 400, invalid",
    "'Origin: https://evil.example.org', 403, forbidden",
    "'Origin: null', 403, forbidden",
    "'Origin: http://localhost.evil.example.org', 403, forbidden",
    "'A line without a colon', 400, invalid",
  })
  void aBadRequestIsRefusedBeforeTheUpgrade(String header, int status, String code) {
    try (var client = ask(header.isEmpty() ? "" : header + "\r\n", PATH)) {
      assertThat(client.status()).isEqualTo(status);
      assertThat(client.head()).contains("application/problem+json");
      var problem = client.problem();
      assertThat(problem.path("code").asString()).isEqualTo(code);
      assertThat(problem.path("status").asInt()).isEqualTo(status);
      assertThat(problem.path("traceId").asString()).hasSize(32);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"token=abc", "access_token=abc", "ticket=e30.e30.c2ln", "x=e30.e30.c2ln&y=1"})
  void aTokenInTheUrlIsRefused(String query) {
    try (var client = ask(bearer(token), PATH + "?" + query)) {
      assertThat(client.status()).isEqualTo(400);
    }
  }

  @Test
  void twoCredentialsAreOneTooMany() {
    var ticket = node.doorman.ticket(node.person());
    try (var client = ask(bearer(token), PATH + "?ticket=" + ticket)) {
      assertThat(client.status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://app.example.org", "https://APP.example.org", "http://localhost"})
  void aListedOriginAndTheSameHostMayConnect(String origin) {
    try (var client = ask(bearer(token) + "Origin: " + origin + "\r\n", PATH)) {
      assertThat(client.status()).isEqualTo(101);
    }
  }

  @Test
  void aVerificationThatTakesTooLongIsGivenUp() {
    var never = new CountDownLatch(1);
    node.doorman.beforeVerify(() -> {
      try {
        never.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    try (var client = ask(bearer(token), PATH)) {
      assertThat(client.status()).isEqualTo(503);
      assertThat(client.head()).contains("Retry-After: ");
    }
  }

  @Test
  void aFaultOfTheVerifierIsNotTheClients() {
    node.doorman.beforeVerify(() -> {
      throw new IllegalStateException("broken");
    });
    try (var client = ask(bearer(token), PATH)) {
      assertThat(client.status()).isEqualTo(500);
      assertThat(client.problem().path("code").asString()).isEqualTo("internal");
    }
  }

  @Test
  void anAddressThatMakesUpTicketsIsTurnedAwayBeforeTheyAreLookedAt() {
    var looks = new AtomicInteger();
    node.doorman.beforeVerify(looks::incrementAndGet);
    var address = "X-Forwarded-For: 198.51.100.7\r\n";
    var guess = PATH + "?ticket=guess";
    Await.until("turned away", () -> status(address, guess) == 429);
    int before = looks.get();
    assertThat(before).isGreaterThanOrEqualTo(100);
    long began = System.nanoTime();
    for (int i = 0; i < 200; i++) status(address, guess);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 1;
    assertThat(looks.get() - before).isLessThanOrEqualTo((int) (10 * seconds));
    assertThat(status(bearer(token) + address, PATH)).isEqualTo(101);
    var ticket = PATH + "?ticket=" + node.doorman.ticket(node.person());
    assertThat(status("X-Forwarded-For: 198.51.100.8\r\n", ticket)).isEqualTo(101);
  }

  @Test
  void aSessionThatBreaksTheProtocolOverAndOverIsKeptOut() {
    var closed = new AtomicInteger();
    Await.until("kept out", () -> isKeptOut(closed));
    assertThat(closed.get()).isGreaterThanOrEqualTo(Engine.OFFENCES.burst());
    try (var client = ask(bearer(token), PATH)) {
      var problem = client.problem();
      assertThat(problem.path("code").asString()).isEqualTo("rate_limited");
      assertThat(problem.path("retryAfterMs").asLong()).isBetween(1L, 3_000L);
    }
    node.connect().close();
  }

  /// Whether the session is not let in; else it is closed once more.
  private boolean isKeptOut(AtomicInteger closed) {
    try (var client = ask(bearer(token), PATH)) {
      if (client.status() == 429) return true;
      client.startReading();
      client.text("no frame");
      assertThat(client.awaitClose()).isEqualTo(4400);
      closed.incrementAndGet();
      return false;
    }
  }

  private int status(String headers, String target) {
    try (var client = ask(headers, target)) {
      return client.status();
    }
  }

  @Test
  void aTenantHasNoMoreConnectionsThanItsShare() {
    var few =
        new GatewayLimits(
            Duration.ofSeconds(25),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            2);
    try (var small = Node.start(few)) {
      try (var first = small.connect();
          var second = small.connect();
          var third =
              Client.ask(small.address(), bearer(small.doorman.token(small.person())), PATH)) {
        assertThat(first.isOpen() && second.isOpen()).isTrue();
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.problem().path("retryAfterMs").asLong()).isPositive();
      }
      Await.until("room", () -> small.gateway.connections() == 0);
      small.connect().close();
    }
  }
}
