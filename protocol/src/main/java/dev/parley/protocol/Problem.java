package dev.parley.protocol;

import java.time.Duration;
import java.util.List;

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

  /// The caller has no realtime channel for now: what it tells is asked for over HTTP.
  record RealtimeOff() implements Problem {}

  /// Missing, or not visible to the caller: one answer for both.
  record NotFound(String what) implements Problem {}

  /// Contradicts what is there, such as an address that is taken.
  record Conflict(String detail) implements Problem {}

  /// The writer had not read the current version.
  ///
  /// @param current the thing as it is now, a JSON object; empty where it is not told
  /// @param differing the fields in which it is not what the writer wanted
  record Stale(int currentVersion, String current, List<String> differing) implements Problem {
    public Stale {
      differing = List.copyOf(differing);
    }

    public Stale(int currentVersion) {
      this(currentVersion, "", List.of());
    }
  }

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
    return kind().code();
  }

  /// The HTTP status of the answer.
  default int status() {
    return kind().status();
  }

  default Retry retry() {
    return kind().retry();
  }

  /// One line for people; never the text of a message, a token or an address.
  default String title() {
    return switch (this) {
      case NotFound(var what) -> "No such " + what;
      case Gone(var what) -> "The " + what + " was deleted";
      default -> kind().title();
    };
  }

  private ProblemKind kind() {
    return switch (this) {
      case Invalid ignored -> ProblemKind.INVALID;
      case Unauthenticated ignored -> ProblemKind.UNAUTHENTICATED;
      case TokenExpired ignored -> ProblemKind.TOKEN_EXPIRED;
      case Forbidden ignored -> ProblemKind.FORBIDDEN;
      case RealtimeOff ignored -> ProblemKind.REALTIME_OFF;
      case NotFound ignored -> ProblemKind.NOT_FOUND;
      case Conflict ignored -> ProblemKind.CONFLICT;
      case Stale ignored -> ProblemKind.STALE;
      case Gone ignored -> ProblemKind.GONE;
      case TooLarge ignored -> ProblemKind.TOO_LARGE;
      case Unprocessable ignored -> ProblemKind.UNPROCESSABLE;
      case IdempotencyMismatch ignored -> ProblemKind.IDEMPOTENCY_MISMATCH;
      case RateLimited ignored -> ProblemKind.RATE_LIMITED;
      case Internal ignored -> ProblemKind.INTERNAL;
      case Unavailable ignored -> ProblemKind.UNAVAILABLE;
      case StorageFull ignored -> ProblemKind.STORAGE_FULL;
    };
  }

  /// More than the title, or empty.
  default String detail() {
    return switch (this) {
      case Invalid invalid -> invalid.detail;
      case Unauthenticated(var detail) -> detail;
      case Forbidden(var detail) -> detail;
      case Conflict(var detail) -> detail;
      case Unprocessable unprocessable -> unprocessable.detail;
      case Unavailable(var detail) -> detail;
      case TooLarge tooLarge -> "At most " + tooLarge.limit;
      default -> "";
    };
  }

  /// The field at fault, or empty.
  default String field() {
    return switch (this) {
      case Invalid invalid -> invalid.field;
      case Unprocessable unprocessable -> unprocessable.field;
      case TooLarge tooLarge -> tooLarge.field;
      default -> "";
    };
  }

  default Refused refused() {
    return new Refused(this);
  }
}
