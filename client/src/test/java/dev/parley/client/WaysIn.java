package dev.parley.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/// A server that lets everyone in, as Ada. What it gives bears its name.
final class WaysIn implements AutoCloseable {
  static final String FAR = "2126-11-21T06:30:00.000Z";
  static final String PAST = "2006-11-21T06:30:00.000Z";

  private final String name;
  private final HttpServer server;
  private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();
  volatile String expiry = FAR;
  volatile int status = 200;

  WaysIn(String name) throws IOException {
    this.name = name;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/auth/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<JsonNode> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(Frames.JSON.readTree(exchange.getRequestBody().readAllBytes()));
    boolean login = exchange.getRequestURI().getPath().endsWith("/login");
    var device = login ? "\"%s-device-%d\"".formatted(name, asked.size()) : "null";
    var body =
        status == 200 ? session(device) : "{\"code\":\"unauthenticated\",\"title\":\"Sign in\"}";
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String session(String device) {
    return """
    {"token":"%1$s-token-%2$d","expiresAt":"%3$s","refreshToken":"%1$s-refresh-%2$d",
     "sessionId":"01961f00-0000-7000-8000-0000000000e1","deviceToken":%4$s,
     "user":{"id":"01961f00-0000-7000-8000-0000000000a1","email":"ada@acme.example",
             "displayName":"Ada","role":"member","createdAt":"2026-11-21T06:30:00.000Z",
             "deactivatedAt":null}}
    """
        .formatted(name, asked.size(), expiry, device);
  }
}
