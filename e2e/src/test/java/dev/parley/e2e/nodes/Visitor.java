package dev.parley.e2e.nodes;

import dev.parley.e2e.Socket;
import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Someone who calls from an address of their own on the loopback, by HTTP and WebSocket.
record Visitor(HttpClient client, URI base) {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  Visitor(InetAddress from, URI base) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .localAddress(from)
            .build(),
        base);
  }

  /// The address `127.0.0.number`.
  static Visitor from(int number, URI base) {
    try {
      return new Visitor(InetAddress.getByName("127.0.0." + number), base);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  Socket socket(String token) {
    return Socket.open(client, URI.create("ws://" + base.getAuthority() + "/api/v1/ws"), token);
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)));
  }

  HttpResponse<String> post(String path, Map<String, ?> body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(base.resolve("/api/v1" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(body)));
    headers.forEach(request::header);
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(ANSWER_MAX).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
