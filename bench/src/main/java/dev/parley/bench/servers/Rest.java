package dev.parley.bench.servers;

import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// What is made over Parley's REST interface before a run.
final class Rest implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  Rest(URI base) {
    this.base = base;
  }

  JsonNode post(String path, Map<String, ?> body) {
    return post(path, body, "");
  }

  JsonNode post(String path, Map<String, ?> body, String token) {
    var request =
        HttpRequest.newBuilder(base.resolve("/api/v1" + path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(Json.write(body)));
    if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() < 300) return Json.tree(response.body());
      throw new IllegalStateException(path + ": " + response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
