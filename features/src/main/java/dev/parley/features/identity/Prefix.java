package dev.parley.features.identity;

import java.util.Locale;

/// What people type when they look for someone, as a pattern of `like`.
final class Prefix {
  private Prefix() {}

  /// Matches texts in lower case that begin so; the signs that mean something to `like` mean
  /// themselves.
  static String pattern(String text) {
    return text.strip()
            .toLowerCase(Locale.ROOT)
            .replace("\\", "\\\\")
            .replace("%", "\\%")
            .replace("_", "\\_")
        + "%";
  }
}
