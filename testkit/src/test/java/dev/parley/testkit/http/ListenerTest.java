package dev.parley.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.http.ApiSettings;
import dev.parley.platform.limits.Rate;
import dev.parley.testkit.Await;
import dev.parley.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTest {
  private static final int MORE = 8;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private static TestPostgres postgres;

  @BeforeAll
  static void open() {
    postgres = TestPostgres.create();
  }

  @AfterAll
  static void close() {
    postgres.close();
  }

  private static Notes notes(ApiSettings.Listen listen, Optional<ApiSettings.Listen> admin) {
    var base = ApiSettings.local(0);
    var rate = Rate.perSecond(100_000, 100_000);
    var publicUrl = Optional.of(URI.create("https://parley.example.org"));
    return new Notes(
        postgres, new ApiSettings(listen, admin, base.trust(), rate, publicUrl, Optional.empty()));
  }

  private static Notes notes() {
    return notes(ApiSettings.local(0).listen(), Optional.empty());
  }

  /// What the server says until it closes the connection.
  private static String raw(int port, String request) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(Math.toIntExact(ANSWER_MAX.toMillis()));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ask(int port, String... lines) {
    return raw(port, String.join("\r\n", lines) + "\r\n\r\n");
  }

  @Test
  void theProxyProtocolTellsWhoIsThere() {
    try (var notes = notes(new ApiSettings.Listen("127.0.0.1", 0, true), Optional.empty())) {
      var answer =
          ask(
              notes.server.port(),
              "PROXY TCP4 203.0.113.9 127.0.0.1 4711 80",
              "GET /api/v1/open HTTP/1.1",
              "Host: x",
              "Connection: close");
      assertThat(answer).startsWith("HTTP/1.1 200").contains("\"address\":\"203.0.113.9\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/open HTTP/1.1\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        "Content-Length: -1\r\n\r\n"
      })
  void anAmbiguousLengthEndsTheConnection(String rest) {
    try (var notes = notes()) {
      var head = "POST /api/v1/notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
      var answer = raw(notes.server.port(), head + rest);
      assertThat(answer).doesNotContain("HTTP/1.1 200");
      assertThat(answer.split("HTTP/1.1", -1)).hasSizeLessThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/open HTTP/1.1\r\nHost: x\r\nHost: y\r\n",
        "GET /api/v1/open HTTP/1.1\r\n",
        "GET /api/v1/open\0 HTTP/1.1\r\nHost: x\r\n",
        "GET /api/v1/open\u00ff HTTP/1.1\r\nHost: x\r\n",
        "GET /api/v1/open HTTP/1.1\r\nHost: x\r\n: empty\r\n",
        "GET /api/v1/open HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n",
        "GET /api/v1/open HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
      })
  void whatAnotherCouldReadOtherwiseEndsTheConnection(String head) {
    try (var notes = notes()) {
      var port = notes.server.port();
      assertThat(raw(port, head + "\r\n")).startsWith("HTTP/1.1 400");
      // Whoever says more than is read may be cut off before the answer.
      var next = "GET /api/v1/open HTTP/1.1\r\nHost: x\r\n\r\n";
      var answer = raw(port, head + "\r\n" + next);
      assertThat(answer).doesNotContain("HTTP/1.1 200");
      assertThat(answer.split("HTTP/1.1", -1)).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void aBodyThatIsNoUtf8IsRefused() {
    try (var notes = notes()) {
      var body = "{\"text\":\"\u00ff\"}";
      var answer =
          ask(
              notes.server.port(),
              "POST /api/v1/notes HTTP/1.1",
              "Host: x",
              "Connection: close",
              "Authorization: Bearer " + Notes.TOKEN,
              "Content-Type: application/json",
              "Content-Length: " + body.length(),
              "",
              body);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("UTF-8");
    }
  }

  @Test
  void headersBeyondTheLimitAreRefused() {
    try (var notes = notes()) {
      var long16 = "x".repeat(ApiSettings.HEADER_BYTES_MAX + 1);
      var answer =
          raw(notes.server.port(), "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + long16 + "\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 4");
    }
  }

  @Test
  void aWebSocketOnAKeptConnectionHasToBeginAnew() {
    try (var notes = notes()) {
      var answer =
          ask(
              notes.server.port(),
              "GET /api/v1/ws HTTP/1.1",
              "Host: x",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
      assertThat(answer).startsWith("HTTP/1.1 426");
    }
  }

  @Test
  void theOperatorsPagesHaveAPortOfTheirOwnWhereOneIsSet() {
    var local = ApiSettings.local(0).listen();
    try (var notes = notes(local, Optional.of(local))) {
      assertThat(notes.get("/metrics").statusCode()).isEqualTo(404);
      assertThat(notes.get("/health").statusCode()).isEqualTo(404);
      var admin = URI.create("http://127.0.0.1:" + notes.server.adminPort() + "/metrics");
      assertThat(notes.send(HttpRequest.newBuilder(admin)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whereAllComeByHttpsTheBrowserIsToldSo() {
    try (var notes = notes()) {
      var answer = notes.get("/api/v1/notes");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
  }

  @Test
  void requestsBeyondTheBoundAreSentAway() {
    try (var notes = notes();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting =
          IntStream.range(0, ApiSettings.RUNNING_MAX)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(() -> notes.post("{\"text\":\"wait\"}"), threads))
              .toList();
      Await.until("all run", () -> notes.ran.get() == ApiSettings.RUNNING_MAX);
      for (int i = 0; i < MORE; i++) {
        var answer = notes.get("/api/v1/notes");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Notes.code(answer)).isEqualTo("unavailable");
      }
      notes.hold.release(ApiSettings.RUNNING_MAX);
      assertThat(waiting.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
          .allMatch(status -> status == 201);
      assertThat(notes.get("/api/v1/notes").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aDrainFinishesWhatRunsAndAcceptsNoMore() {
    try (var notes = notes();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = CompletableFuture.supplyAsync(() -> notes.post("{\"text\":\"wait\"}"), threads);
      Await.until("it runs", () -> notes.ran.get() == 1);
      var drained = CompletableFuture.runAsync(() -> notes.server.drain(ANSWER_MAX), threads);
      Await.asserted(() ->
          assertThatThrownBy(() -> new Socket("127.0.0.1", notes.server.port()).close())
              .isInstanceOf(IOException.class));
      assertThat(drained).isNotDone();
      notes.hold.release();
      assertThat(running.join().statusCode()).isEqualTo(201);
      drained.join();
    }
  }
}
