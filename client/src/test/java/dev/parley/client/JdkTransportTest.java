package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdkTransportTest {
  private final SocketServer server = new SocketServer();
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Transport.Listener listener =
      new Transport.Listener() {
        @Override
        public void text(String text, Runnable more) {
          heard.add(text);
          more.run();
        }

        @Override
        public void heard() {
          heard.add("ping");
        }

        @Override
        public void closed(int code) {
          heard.add("closed " + code);
        }
      };

  @AfterEach
  void close() {
    server.close();
    http.shutdownNow();
  }

  private Transport.Socket open() {
    return new JdkTransport(http, server.uri()).open("secret", listener);
  }

  private String next() throws InterruptedException {
    return Objects.requireNonNullElse(heard.poll(10, TimeUnit.SECONDS), "nothing");
  }

  @Test
  void theHandshakeCarriesTheTokenAndTheProtocol() throws IOException {
    open();
    assertThat(server.accept(101))
        .startsWith("GET /api/v1/ws ")
        .containsIgnoringCase("authorization: Bearer secret\r\n")
        .containsIgnoringCase("sec-websocket-protocol: parley.v1\r\n");
  }

  @Test
  void whatIsSentBeforeTheHandshakeAndAtOnceArrivesInOrder() throws IOException {
    var socket = open();
    for (int i = 0; i < 200; i++) socket.send("frame " + i);
    server.accept(101);
    for (int i = 0; i < 200; i++) assertThat(server.read()).isEqualTo("frame " + i);
  }

  @Test
  void textAndPingsAreHeardInOrder() throws Exception {
    open();
    server.accept(101);
    var longText = "ü".repeat(20_000);
    server.text("one");
    server.text(longText);
    server.ping();
    assertThat(next()).isEqualTo("one");
    assertThat(next()).isEqualTo(longText);
    assertThat(next()).isEqualTo("ping");
  }

  @Test
  void theServersCloseCodeIsHeardOnce() throws Exception {
    open();
    server.accept(101);
    server.close(4413);
    assertThat(next()).isEqualTo("closed 4413");
    server.cut();
    assertThat(heard).isEmpty();
  }

  @Test
  void aCutIsHeard() throws Exception {
    open();
    server.accept(101);
    server.cut();
    assertThat(next()).isEqualTo("closed 1006");
  }

  @Test
  void aRefusedHandshakeSaysWhatToDo() throws Exception {
    open();
    server.accept(401);
    assertThat(next()).isEqualTo("closed 4401");
    open();
    server.accept(403);
    assertThat(next()).isEqualTo("closed 1006");
    open();
    server.accept(503);
    assertThat(next()).isEqualTo("closed 1006");
  }

  @Test
  void closingEndsEvenWhenTheOtherEndSaysNothing() throws Exception {
    var socket = open();
    server.accept(101);
    socket.close(1000);
    assertThat(next()).startsWith("closed");
  }
}
