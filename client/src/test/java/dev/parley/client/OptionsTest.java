package dev.parley.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.client.store.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The ways in, against a server that says yes to everyone.
class OptionsTest {
  private static final String FAR = "2126-11-21T06:30:00.000Z";
  private static final String PAST = "2006-11-21T06:30:00.000Z";
  private static final Parley.SignIn ADA = new Parley.SignIn("acme", "Ada@acme.example", "secret");

  private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();
  private final MemoryStore store = new MemoryStore();
  private HttpServer server;
  private Options options;
  private String expiry = FAR;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/auth/", this::answer);
    server.start();
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    options = Options.of(uri).with(store);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(Frames.JSON.readTree(exchange.getRequestBody().readAllBytes()));
    boolean login = exchange.getRequestURI().getPath().endsWith("/login");
    var device = login ? "\"device-" + asked.size() + "\"" : "null";
    var body =
        status == 200
            ? session(asked.size(), expiry, device)
            : "{\"code\":\"unauthenticated\",\"title\":\"Sign in\"}";
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String session(int number, String expiry, String device) {
    return """
    {"token":"token-%1$d","expiresAt":"%2$s","refreshToken":"refresh-%1$d",
     "sessionId":"01961f00-0000-7000-8000-0000000000e1","deviceToken":%3$s,
     "user":{"id":"01961f00-0000-7000-8000-0000000000a1","email":"ada@acme.example",
             "displayName":"Ada","role":"member","createdAt":"2026-11-21T06:30:00.000Z",
             "deactivatedAt":null}}
    """
        .formatted(number, expiry, device);
  }

  private List<JsonNode> asked() {
    return List.copyOf(asked);
  }

  @Test
  void aDeviceIsKnownAgainWhenItsPersonSignsIn() {
    Parley.signIn(options, ADA).close();
    assertThat(asked().getFirst().has("deviceToken")).isFalse();
    Parley.signIn(options, new Parley.SignIn("acme", "ada@ACME.example", "secret")).close();
    assertThat(asked().getLast().path("deviceToken").asString()).isEqualTo("device-1");
    Parley.signIn(options, new Parley.SignIn("acme", "bob@acme.example", "secret")).close();
    assertThat(asked().getLast().has("deviceToken")).isFalse();
  }

  @Test
  void aSessionIsTakenUpWithoutAPassword() {
    assertThat(Parley.resume(options)).isEmpty();
    Parley.signIn(options, ADA).close();
    try (var resumed = Parley.resume(options).orElseThrow()) {
      assertThat(resumed.accessToken()).isEqualTo("token-1");
      assertThat(resumed.me().displayName()).isEqualTo("Ada");
    }
    assertThat(asked()).hasSize(1);
  }

  @Test
  void whatWasRenewedIsKept() {
    expiry = PAST;
    var first = Parley.signIn(options, ADA);
    expiry = FAR;
    assertThat(first.accessToken()).isEqualTo("token-2");
    first.close();
    try (var resumed = Parley.resume(options).orElseThrow()) {
      assertThat(resumed.accessToken()).isEqualTo("token-2");
    }
  }

  @Test
  void aSessionThatHasEndedIsForgotten() {
    expiry = PAST;
    try (var ended = Parley.signIn(options, ADA)) {
      status = 401;
      assertThatThrownBy(ended::accessToken).isInstanceOf(ParleyException.class);
    }
    assertThat(Parley.resume(options)).isEmpty();
    assertThat(store.entries("device/")).hasSize(1);
  }
}
