package dev.parley.protocol;

import java.time.Duration;

/// Why a request or a command was refused. The catalogue is closed: each case has a stable code, an
/// HTTP status, and says whether trying again can help.
public sealed interface Problem {

  /// The request breaks the contract's form; `field` is a JSON path, or empty for the whole.
  record Invalid(String field, String detail) implements Problem {}

  /// No credentials, or ones that are malformed, unknown or revoked.
  record Unauthenticated(String detail) implements Problem {}

  /// The access token was good once; refresh it.
  record TokenExpired() implements Problem {}

  /// The caller can see the thing, but may not do this to it.
  record Forbidden(String detail) implements Problem {}

  /// Missing, or not visible to the caller: one answer for both.
  record NotFound(String what) implements Problem {}

  /// Contradicts what is there, such as an address that is taken.
  record Conflict(String detail) implements Problem {}

  /// The writer had not read the current version.
  record Stale(int currentVersion) implements Problem {}

  /// It was there and has been deleted.
  record Gone(String what) implements Problem {}

  record TooLarge(String field, long limit) implements Problem {}

  /// Well-formed, yet against a rule.
  record Unprocessable(String field, String detail) implements Problem {}

  /// The same `Idempotency-Key` came with another request.
  record IdempotencyMismatch() implements Problem {}

  record RateLimited(Duration retryAfter) implements Problem {}

  /// An accident on our side; the trace id leads to the log.
  record Internal() implements Problem {}

  /// Something that the server needs is gone for now.
  record Unavailable(String detail) implements Problem {}

  /// The database or disk has no room left.
  record StorageFull() implements Problem {}

  /// Whether and how to try again.
  enum Retry {
    NEVER,
    LATER,
    /// With a fresh access token.
    REFRESH
  }

  default String code() {
    return switch (this) {
      case Invalid _ -> "invalid";
      case Unauthenticated _ -> "unauthenticated";
      case TokenExpired _ -> "token_expired";
      case Forbidden _ -> "forbidden";
      case NotFound _ -> "not_found";
      case Conflict _ -> "conflict";
      case Stale _ -> "stale";
      case Gone _ -> "gone";
      case TooLarge _ -> "too_large";
      case Unprocessable _ -> "unprocessable";
      case IdempotencyMismatch _ -> "idempotency_mismatch";
      case RateLimited _ -> "rate_limited";
      case Internal _ -> "internal";
      case Unavailable _ -> "unavailable";
      case StorageFull _ -> "storage_full";
    };
  }

  /// The HTTP status of the answer.
  default int status() {
    return switch (this) {
      case Invalid _ -> 400;
      case Unauthenticated _, TokenExpired _ -> 401;
      case Forbidden _ -> 403;
      case NotFound _ -> 404;
      case Conflict _, Stale _ -> 409;
      case Gone _ -> 410;
      case TooLarge _ -> 413;
      case Unprocessable _, IdempotencyMismatch _ -> 422;
      case RateLimited _ -> 429;
      case Internal _ -> 500;
      case Unavailable _ -> 503;
      case StorageFull _ -> 507;
    };
  }

  default Retry retry() {
    return switch (this) {
      case TokenExpired _ -> Retry.REFRESH;
      case RateLimited _, Internal _, Unavailable _, StorageFull _ -> Retry.LATER;
      case Invalid _, Unauthenticated _, Forbidden _, NotFound _, Conflict _, Stale _, Gone _ ->
          Retry.NEVER;
      case TooLarge _, Unprocessable _, IdempotencyMismatch _ -> Retry.NEVER;
    };
  }

  /// One line for people; never the text of a message, a token or an address.
  default String title() {
    return switch (this) {
      case Invalid _ -> "The request is not valid";
      case Unauthenticated _ -> "Sign in";
      case TokenExpired _ -> "The access token has expired";
      case Forbidden _ -> "Not allowed";
      case NotFound(var what) -> "No such " + what;
      case Conflict _ -> "In conflict with what is there";
      case Stale _ -> "Someone else changed it first";
      case Gone(var what) -> "The " + what + " was deleted";
      case TooLarge _ -> "Too large";
      case Unprocessable _ -> "Against a rule";
      case IdempotencyMismatch _ -> "This idempotency key was used for another request";
      case RateLimited _ -> "Too many requests";
      case Internal _ -> "Something went wrong on our side";
      case Unavailable _ -> "Not available at the moment";
      case StorageFull _ -> "No storage left";
    };
  }

  /// More than the title, or empty.
  default String detail() {
    return switch (this) {
      case Invalid(_, var detail) -> detail;
      case Unauthenticated(var detail) -> detail;
      case Forbidden(var detail) -> detail;
      case Conflict(var detail) -> detail;
      case Unprocessable(_, var detail) -> detail;
      case Unavailable(var detail) -> detail;
      case TooLarge(_, var limit) -> "At most " + limit;
      case TokenExpired _, NotFound _, Stale _, Gone _, IdempotencyMismatch _ -> "";
      case RateLimited _, Internal _, StorageFull _ -> "";
    };
  }

  /// The field at fault, or empty.
  default String field() {
    return switch (this) {
      case Invalid(var field, _) -> field;
      case Unprocessable(var field, _) -> field;
      case TooLarge(var field, _) -> field;
      default -> "";
    };
  }

  default Refused refused() {
    return new Refused(this);
  }
}
