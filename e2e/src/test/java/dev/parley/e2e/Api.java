package dev.parley.e2e;

import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A small client for the REST interface of one node. Paths are written as in openapi.json, with
/// their parameters filled in. Every answer is held against openapi.json.
///
/// @param patience how long it waits for an answer
public record Api(URI base, Map<String, String> headers, Duration patience) {
  private static final Set<String> AT_ROOT = Set.of("/", "/ready");
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public Api(URI base) {
    this(base, Map.of(), ANSWER_MAX);
  }

  /// What the server answered; `body` is empty text's missing node when there was none.
  public record Answer(int status, JsonNode body, String text, HttpResponse<String> response) {

    /// The body of the expected answer; anything else fails with what came instead.
    public JsonNode expect(int expected) {
      if (status == expected) return body;
      throw new AssertionError(
          response.request().method()
              + " "
              + response.uri().getPath()
              + " answered "
              + status
              + " instead of "
              + expected
              + ": "
              + text);
    }

    /// `ok`, or the stable code of the problem.
    public String verdict() {
      return status < 400 ? "ok" : body.path("code").asString("status " + status);
    }
  }

  public Api as(String token) {
    return with("Authorization", "Bearer " + token);
  }

  public Api with(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new Api(base, Map.copyOf(more), patience);
  }

  /// The same caller at another node.
  public Api at(Node node) {
    return at(node.base());
  }

  /// The same caller at another address.
  public Api at(URI other) {
    return new Api(other, headers, patience);
  }

  /// The same caller, who waits so long and no longer.
  public Api patient(Duration atMost) {
    return new Api(base, headers, atMost);
  }

  public Answer get(String path) {
    return call("GET", path, null);
  }

  public Answer post(String path, @Nullable Object body) {
    return call("POST", path, body);
  }

  public Answer put(String path, Object body) {
    return call("PUT", path, body);
  }

  public Answer patch(String path, Object body) {
    return call("PATCH", path, body);
  }

  public Answer delete(String path) {
    return call("DELETE", path, null);
  }

  public Answer call(String method, String path, @Nullable Object body) {
    try {
      return attempt(method, path, body);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  /// Sends a text as the body, under the caller's own content type.
  public Answer send(String method, String path, String text) {
    try {
      return exchange(method, path, BodyPublishers.ofString(text), headers);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  /// Like [#call], for tests in which the connection may break.
  public Optional<Answer> tryCall(String method, String path, @Nullable Object body) {
    try {
      return Optional.of(attempt(method, path, body));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Answer attempt(String method, String path, @Nullable Object body) throws IOException {
    if (body == null) return exchange(method, path, BodyPublishers.noBody(), headers);
    var typed = new HashMap<>(headers);
    typed.put("Content-Type", "application/json");
    return exchange(method, path, BodyPublishers.ofString(Json.write(body)), typed);
  }

  private Answer exchange(String method, String path, BodyPublisher body, Map<String, String> with)
      throws IOException {
    var prefix = path.startsWith("/.well-known") || AT_ROOT.contains(path) ? "" : "/api/v1";
    var request =
        HttpRequest.newBuilder(URI.create(base + prefix + path))
            .timeout(patience)
            .method(method, body);
    with.forEach(request::header);
    try {
      var response = CLIENT.send(request.build(), BodyHandlers.ofString());
      var type = response.headers().firstValue("content-type").orElse("");
      var tree = Json.tree(type.contains("json") ? response.body() : "null");
      var answer = new Answer(response.statusCode(), tree, response.body(), response);
      if (!prefix.isEmpty()) Catalogue.get().hold(method, path, answer);
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
