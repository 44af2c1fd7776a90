package dev.parley.platform.postgres.embedded;

/// The embedded server cannot run here; the message tells an operator why, and what to do.
public final class StartFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailed(String message) {
    super(message);
  }

  StartFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
