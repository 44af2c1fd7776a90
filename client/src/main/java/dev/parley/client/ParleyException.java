package dev.parley.client;

import dev.parley.protocol.Problem.Retry;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A refusal, from the server or from this client. The code is stable; `retry` says what helps. The
/// client's own codes are `unreachable`, `signed_out`, `queue_full` and `closed`.
public final class ParleyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final Retry retry;
  private final Duration retryAfter;
  private final String field;
  private final transient JsonNode problem;

  private ParleyException(String code, String text, Retry retry, Duration after, JsonNode problem) {
    super(code + ": " + text);
    this.code = code;
    this.retry = retry;
    this.retryAfter = after;
    this.field = problem.path("field").asString("");
    this.problem = problem;
  }

  /// Reads problem+json, or the payload of an error frame.
  static ParleyException of(JsonNode problem) {
    var code = problem.path("code").asString("internal");
    var text = problem.path("title").asString("") + ' ' + problem.path("detail").asString("");
    var retry = problem.has("retry") ? named(problem.get("retry").asString("")) : usual(code);
    var after = Duration.ofMillis(problem.path("retryAfterMs").asLong(0));
    return new ParleyException(code, text.strip(), retry, after, problem);
  }

  static ParleyException unreachable(String text) {
    return own("unreachable", text, Retry.LATER);
  }

  static ParleyException signedOut() {
    return own("signed_out", "The session has ended", Retry.NEVER);
  }

  static ParleyException queueFull() {
    return own("queue_full", "Too much is waiting to be sent", Retry.LATER);
  }

  static ParleyException closed() {
    return own("closed", "The client was closed", Retry.NEVER);
  }

  private static ParleyException own(String code, String text, Retry retry) {
    var none = JsonNodeFactory.instance.objectNode();
    return new ParleyException(code, text, retry, Duration.ZERO, none);
  }

  private static Retry named(String word) {
    return switch (word) {
      case "later" -> Retry.LATER;
      case "refresh" -> Retry.REFRESH;
      default -> Retry.NEVER;
    };
  }

  private static Retry usual(String code) {
    return switch (code) {
      case "rate_limited", "internal", "unavailable", "storage_full" -> Retry.LATER;
      case "token_expired" -> Retry.REFRESH;
      default -> Retry.NEVER;
    };
  }

  /// All of it, as it came.
  JsonNode problem() {
    return problem;
  }

  public String code() {
    return code;
  }

  public Retry retry() {
    return retry;
  }

  /// How long to wait at least; zero when the server did not say.
  public Duration retryAfter() {
    return retryAfter;
  }

  /// The field at fault, if one is known.
  public Optional<String> field() {
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }
}
