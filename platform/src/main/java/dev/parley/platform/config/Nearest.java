package dev.parley.platform.config;

import java.util.Comparator;

/// The key that someone probably meant.
final class Nearest {
  private static final int EDITS_MAX = 4;

  private Nearest() {}

  /// `; did you mean …?`, or nothing where no key is near.
  static String hint(String name) {
    return Keys.ALL.stream()
        .map(Key::name)
        .min(Comparator.comparingInt(key -> edits(name, key)))
        .filter(key -> edits(name, key) <= Math.min(EDITS_MAX, key.length() / 2))
        .map(key -> "; did you mean " + key + "?")
        .orElse("");
  }

  /// Levenshtein's distance.
  private static int edits(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
