package dev.parley.app;

/// How a command ended, for scripts. Documented in docs/operations.md.
final class ExitCode {
  static final int OK = 0;

  /// Something that should not happen; the log says more.
  static final int FAULT = 1;

  /// The command line could not be understood.
  static final int USAGE = 2;

  /// The configuration has mistakes; all are told.
  static final int CONFIGURATION = 3;

  /// Something that is needed is not there: the database, Redis, the data directory, a port.
  static final int UNAVAILABLE = 4;

  /// The command ran, and its answer is no: a check failed, or what was asked was refused.
  static final int REFUSED = 5;

  private ExitCode() {}
}
