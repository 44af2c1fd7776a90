package dev.parley.protocol;

import dev.parley.protocol.Problem.Retry;
import java.util.Locale;

/// What is the same of every problem of one kind.
enum ProblemKind {
  INVALID(400, Retry.NEVER, "The request is not valid"),
  UNAUTHENTICATED(401, Retry.NEVER, "Sign in"),
  TOKEN_EXPIRED(401, Retry.REFRESH, "The access token has expired"),
  FORBIDDEN(403, Retry.NEVER, "Not allowed"),
  REALTIME_OFF(403, Retry.LATER, "The realtime channel is off for you"),
  NOT_FOUND(404, Retry.NEVER, "Not found"),
  CONFLICT(409, Retry.NEVER, "In conflict with what is there"),
  STALE(409, Retry.NEVER, "Someone else changed it first"),
  GONE(410, Retry.NEVER, "Deleted"),
  TOO_LARGE(413, Retry.NEVER, "Too large"),
  UNPROCESSABLE(422, Retry.NEVER, "Against a rule"),
  IDEMPOTENCY_MISMATCH(422, Retry.NEVER, "This idempotency key was used for another request"),
  RATE_LIMITED(429, Retry.LATER, "Too many requests"),
  INTERNAL(500, Retry.LATER, "Something went wrong on our side"),
  UNAVAILABLE(503, Retry.LATER, "Not available at the moment"),
  STORAGE_FULL(507, Retry.LATER, "No storage left");

  private final String code = name().toLowerCase(Locale.ROOT);
  private final int status;
  private final Retry retry;
  private final String title;

  ProblemKind(int status, Retry retry, String title) {
    this.status = status;
    this.retry = retry;
    this.title = title;
  }

  String code() {
    return code;
  }

  int status() {
    return status;
  }

  Retry retry() {
    return retry;
  }

  String title() {
    return title;
  }
}
