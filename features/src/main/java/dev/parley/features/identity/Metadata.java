package dev.parley.features.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.Checks;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an organisation notes about a person beside the name, such as a department: a few short
/// values by key. Refused with `invalid` or `too_large` where they are anything else.
///
/// @param values each a text, a number or a truth value
public record Metadata(@JsonValue Map<String, Object> values) {
  public static final int KEYS_MAX = 32;

  public static final int TEXT_LENGTH_MAX = 256;

  /// Nothing noted.
  public static final Metadata NONE = new Metadata(Map.of());

  /// Numbers are as large as every client reads them exactly.
  public static final long NUMBER_MAX = 1L << 53;

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final String FIELD = "metadata";

  public Metadata {
    if (values.size() > KEYS_MAX) throw new Problem.TooLarge(FIELD, KEYS_MAX).refused();
    values.forEach((key, value) -> {
      requireKey(FIELD, key);
      requireValue(FIELD, value);
    });
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /// Refuses what is no key.
  public static void requireKey(String field, String key) {
    if (KEY.matcher(key).matches()) return;
    throw invalid(field, "A key has 1 to 64 letters, digits, dots, dashes and underscores");
  }

  /// Refuses what is no value.
  public static void requireValue(String field, @Nullable Object value) {
    switch (value) {
      case String text -> {
        if (text.length() > TEXT_LENGTH_MAX) {
          throw new Problem.TooLarge(field, TEXT_LENGTH_MAX).refused();
        }
        if (!Checks.isWellFormed(text)) throw invalid(field, "Not a text that can be kept");
      }
      case Boolean _, Integer _ -> {}
      case Long number when Math.abs(number) <= NUMBER_MAX -> {}
      case Double number when Math.abs(number) <= NUMBER_MAX -> {}
      case null, default -> throw invalid(field, "A value is a text, a number or a truth value");
    }
  }

  private static Refused invalid(String field, String detail) {
    return new Problem.Invalid(field, detail).refused();
  }
}
