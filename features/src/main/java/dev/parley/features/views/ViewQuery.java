package dev.parley.features.views;

import dev.parley.platform.kernel.Checks;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// What a view shows and in which order, written as the query of a URL: `label=party&sort=-due`.
/// Clients give the values their meaning; the server knows the names.
public final class ViewQuery {
  public static final int LENGTH_MAX = 1_000;

  /// Every name that a query may have.
  public static final Set<String> KEYS =
      Set.of("assignee", "label", "column", "due", "text", "sort", "month");

  private ViewQuery() {}

  /// Refuses what is no query of a view.
  static void check(String query) {
    if (query.length() > LENGTH_MAX) throw new Problem.TooLarge("query", LENGTH_MAX).refused();
    if (query.isEmpty()) return;
    for (var pair : query.split("&", -1)) {
      var key = decoded(pair.substring(0, Math.max(0, pair.indexOf('='))));
      if (!KEYS.contains(key)) throw invalid("Has a name that no view knows");
      decoded(pair.substring(pair.indexOf('=') + 1));
    }
  }

  private static String decoded(String text) {
    String plain;
    try {
      plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid("Is no query of a URL");
    }
    if (!Checks.isWellFormed(text) || !Checks.isWellFormed(plain)) {
      throw invalid("Has a NUL or half of a surrogate pair");
    }
    return plain;
  }

  private static Refused invalid(String detail) {
    return new Problem.Invalid("query", detail).refused();
  }
}
