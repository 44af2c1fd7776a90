package dev.parley.client;

import dev.parley.client.calls.Calls;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// JSON exchanges with `/api/v1`. Calls block; refusals are thrown as [ParleyException].
final class Rest {
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  /// A request that was lost on the way is made so often, under one idempotency key.
  static final int TRIES_MAX = 3;

  private final HttpClient http;
  private final URI server;

  Rest(HttpClient http, URI server) {
    this.http = http;
    this.server = server;
  }

  /// What is asked: `path` is behind `/api/v1`, and a null body is none.
  record Ask(String method, String path, @Nullable Object body) {
    static Ask get(String path, Map<String, ?> query) {
      var pairs = new StringJoiner("&");
      query.forEach((name, value) -> pairs.add(name + '=' + encoded(String.valueOf(value))));
      return new Ask("GET", query.isEmpty() ? path : path + '?' + pairs, null);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// In nobody's name. A question like signing in is asked once.
  JsonNode ask(Ask ask) {
    return exchange(ask, null, UUID.randomUUID());
  }

  /// In the name of the person who is signed in; an expired token is renewed once.
  JsonNode askAs(Tokens tokens, Ask ask) {
    var key = UUID.randomUUID();
    var token = tokens.token();
    try {
      return persistently(() -> exchange(ask, token, key));
    } catch (ParleyException e) {
      if (!e.code().equals("token_expired") && !e.code().equals("unauthenticated")) throw e;
      var fresh = tokens.refresh(token);
      return persistently(() -> exchange(ask, fresh, key));
    }
  }

  /// The same for doors in packages of their own.
  Calls as(Tokens tokens) {
    return new Calls() {
      @Override
      public JsonNode get(String path, Map<String, ?> query) {
        return askAs(tokens, Ask.get(path, query));
      }

      @Override
      public JsonNode ask(String method, String path, @Nullable Object body) {
        return askAs(tokens, new Ask(method, path, body));
      }

      @Override
      public Reply change(String method, String path, @Nullable Object body) {
        try {
          return new Reply(false, ask(method, path, body));
        } catch (ParleyException e) {
          if (e.code().equals("stale")) return new Reply(true, e.problem());
          throw e;
        }
      }

      @Override
      public <T> T read(JsonNode part, Class<T> type) {
        return Frames.JSON.treeToValue(part, type);
      }
    };
  }

  private static JsonNode persistently(Supplier<JsonNode> exchange) {
    for (int tries = 1; true; tries++) {
      try {
        return exchange.get();
      } catch (ParleyException e) {
        if (!e.code().equals("unreachable") || tries == TRIES_MAX) throw e;
      }
    }
  }

  private JsonNode exchange(Ask ask, @Nullable String token, UUID key) {
    var body =
        ask.body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(Frames.JSON.writeValueAsString(ask.body));
    var request =
        HttpRequest.newBuilder(server.resolve("/api/v1" + ask.path))
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .method(ask.method, body);
    if (token != null) request.header("Authorization", "Bearer " + token);
    if (ask.body != null) request.header("Content-Type", "application/json");
    if (!ask.method.equals("GET")) request.header("Idempotency-Key", key.toString());
    try {
      return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw ParleyException.unreachable(String.valueOf(e.getMessage()));
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt();
      throw ParleyException.unreachable("Interrupted");
    }
  }

  private static JsonNode answer(HttpResponse<String> response) {
    var body = tree(response.body());
    if (response.statusCode() < 300) return body;
    if (body.has("code")) throw ParleyException.of(body);
    var code = response.statusCode() >= 500 ? "unavailable" : "invalid";
    var title = "The server answered " + response.statusCode();
    throw ParleyException.of(
        JsonNodeFactory.instance.objectNode().put("code", code).put("title", title));
  }

  private static JsonNode tree(String text) {
    try {
      return text.isEmpty() ? JsonNodeFactory.instance.objectNode() : Frames.JSON.readTree(text);
    } catch (JacksonException ignored) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
