package dev.parley.platform.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Raw values by key, and the mistakes that were found in them so far.
final class Settings {
  private static final int SUGGESTION_DISTANCE_MAX = 3;

  private final Map<Key, String> values = new EnumMap<>(Key.class);
  private final List<String> mistakes = new ArrayList<>();

  /// A later value wins.
  void put(Key key, String value) {
    values.put(key, value.strip());
  }

  void mistake(Key key, String what) {
    mistakes.add(key.label() + ": " + what);
  }

  void unknown(String name, String where) {
    var near = OptionalInt.empty();
    var suggestion = "";
    for (var key : Key.values()) {
      int distance = distance(name, key.label());
      if (distance <= SUGGESTION_DISTANCE_MAX && (near.isEmpty() || distance < near.getAsInt())) {
        near = OptionalInt.of(distance);
        suggestion = "; did you mean " + key.label() + "?";
      }
    }
    mistakes.add(name + ": there is no such setting (" + where + ")" + suggestion);
  }

  /// The value, or the default; empty when there is neither.
  Optional<String> text(Key key) {
    var value = values.getOrDefault(key, "");
    if (value.isEmpty()) value = key.otherwise();
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  boolean isSet(Key key) {
    return !values.getOrDefault(key, "").isEmpty();
  }

  /// A whole number within the bounds; a mistake reads as the default.
  int number(Key key, int min, int max) {
    var text = text(key).orElse("");
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) return value;
    } catch (NumberFormatException _) {
      // Told below, like a number that is out of bounds.
    }
    mistake(key, "must be a whole number from " + min + " to " + max + ", not " + shown(key, text));
    return key.otherwise().isEmpty() ? min : Integer.parseInt(key.otherwise());
  }

  boolean flag(Key key) {
    var text = text(key).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      mistake(key, "must be true or false, not " + shown(key, text));
    }
    return text.equals("true");
  }

  List<String> list(Key key) {
    return text(key).stream()
        .flatMap(text -> List.of(text.split(",", -1)).stream())
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /// A value as it may stand in a complaint.
  static String shown(Key key, String value) {
    return key.secret() ? "[secret]" : "\"" + value + "\"";
  }

  List<String> mistakes() {
    return mistakes;
  }

  /// The number of single-letter edits between two words (Levenshtein).
  private static int distance(String from, String to) {
    var row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) row[j] = j;
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int swap = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
