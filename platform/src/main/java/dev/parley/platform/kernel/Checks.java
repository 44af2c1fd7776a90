package dev.parley.platform.kernel;

import dev.parley.protocol.Problem;
import org.jspecify.annotations.Nullable;

/// The rules for what clients write, the same for frames and for HTTP.
public final class Checks {
  private Checks() {}

  /// A field that must be there.
  public static <T> T given(String field, @Nullable T value) {
    if (value == null) throw new Problem.Invalid(field, "Is missing").refused();
    return value;
  }

  /// Text for people: not blank, at most so many UTF-16 units, without NUL and lone surrogates.
  public static void text(String field, String value, int lengthMax) {
    if (value.length() > lengthMax) throw new Problem.TooLarge(field, lengthMax).refused();
    if (value.isBlank()) throw new Problem.Invalid(field, "Is blank").refused();
    if (!isWellFormed(value)) {
      throw new Problem.Invalid(field, "Has a NUL or half of a surrogate pair").refused();
    }
  }

  /// Whether the text can be stored and sent as UTF-8: no NUL, no lone surrogate.
  public static boolean isWellFormed(String value) {
    return value
        .codePoints()
        .allMatch(at -> at != 0 && (at < Character.MIN_SURROGATE || at > Character.MAX_SURROGATE));
  }
}
