package dev.parley.app.server;

/// Something that a command needs is not there. The message is for the operator: one line, and
/// below it, where there are, statements to run.
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Says what, and what to do about it.
  public Unavailable(String message) {
    super(message);
  }

  /// The same, with what it was found by.
  public Unavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
