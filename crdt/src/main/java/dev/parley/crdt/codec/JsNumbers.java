package dev.parley.crdt.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Numbers and the order of keys as JavaScript has them.
final class JsNumbers {
  private static final long INDEX_MAX = (1L << 32) - 2;
  private static final int INDEX_DIGITS_MAX = 10;

  private JsNumbers() {}

  /// One representation for each number: Long if it is whole, safe and not `-0`, else Double.
  static Object of(double number) {
    var whole = (long) number;
    var exact = whole == number && Math.abs(whole) <= Limits.SAFE_INTEGER_MAX;
    if (exact && (whole != 0 || 1 / number > 0)) return whole;
    return number;
  }

  /// As JavaScript prints it.
  static String text(double number) {
    if (Double.isNaN(number)) return "NaN";
    if (Double.isInfinite(number)) return number > 0 ? "Infinity" : "-Infinity";
    if (number == 0) return "0";
    return number < 0 ? "-" + positive(-number) : positive(number);
  }

  private static String positive(double number) {
    var shortest = shortest(number);
    var digits = shortest.unscaledValue().toString();
    // The number is 0.digits times ten to the power of point.
    var point = digits.length() - shortest.scale();
    if (point > 21 || point <= -6) return exponential(digits, point - 1);
    if (point <= 0) return "0." + "0".repeat(-point) + digits;
    if (point >= digits.length()) return digits + "0".repeat(point - digits.length());
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  private static String exponential(String digits, int exponent) {
    var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
  }

  /// The fewest digits that mean this number. Java's are the same, but never fewer than two.
  private static BigDecimal shortest(double number) {
    var decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (decimal.precision() != 2) return decimal;
    var rounded = decimal.round(new MathContext(1)).stripTrailingZeros();
    return rounded.doubleValue() == number ? rounded : decimal;
  }

  /// Keys that are array indexes come first and ascend, as in every JavaScript object.
  static <T extends @Nullable Object> Map<String, T> ordered(Map<String, T> map) {
    if (map.keySet().stream().noneMatch(JsNumbers::isIndex)) return map;
    var indexes = new TreeMap<Long, T>();
    var names = new LinkedHashMap<String, T>();
    map.forEach((key, value) -> {
      if (isIndex(key)) {
        indexes.put(Long.valueOf(key), value);
      } else {
        names.put(key, value);
      }
    });
    var ordered = new LinkedHashMap<String, T>();
    indexes.forEach((index, value) -> ordered.put(Long.toString(index), value));
    ordered.putAll(names);
    return ordered;
  }

  private static boolean isIndex(String key) {
    if (key.isEmpty() || key.length() > INDEX_DIGITS_MAX) return false;
    for (var i = 0; i < key.length(); i++) {
      if (key.charAt(i) < '0' || key.charAt(i) > '9') return false;
    }
    if (key.charAt(0) == '0') return key.length() == 1;
    return Long.parseLong(key) <= INDEX_MAX;
  }
}
