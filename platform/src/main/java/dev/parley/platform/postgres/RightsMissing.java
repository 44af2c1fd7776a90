package dev.parley.platform.postgres;

import org.jspecify.annotations.Nullable;

/// The login may not make what Parley needs in the database. The message is for the operator: it
/// ends with what a superuser runs there instead.
public final class RightsMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String statements;

  RightsMissing(String login, String statements, @Nullable Throwable cause) {
    super(
        "The login %s may not make what Parley needs. Let a superuser run this in the database, once:\n%s"
            .formatted(login, statements),
        cause);
    this.statements = statements;
  }

  /// SQL, one statement a line.
  public String statements() {
    return statements;
  }
}
