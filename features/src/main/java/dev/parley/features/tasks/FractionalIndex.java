package dev.parley.features.tasks;

import dev.parley.protocol.Problem;

/// Places in an order that always have room between them: texts over the digits 0-9, A-Z and a-z,
/// compared as bytes. A place begins with a whole number, whose first letter says how many digits
/// it has (`a` one, `b` two … and downwards `Z` one, `Y` two …), so that those at either end stay
/// short; what follows is a fraction, which does not end in a zero. The same order and the same
/// places as the `fractional-indexing` package of npm makes (D. Greenspan, Implementing Fractional
/// Indexing, 2020).
public final class FractionalIndex {
  /// The first place of an empty list.
  public static final String FIRST = "a0";

  /// Longest place, in characters. Whoever always inserts at the same spot needs one more for every
  /// six.
  public static final int LENGTH_MAX = 256;

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final char ZERO = '0';
  private static final String SMALLEST = "A" + "0".repeat(26);

  private FractionalIndex() {}

  /// Whether this is a place.
  public static boolean isValid(String place) {
    if (place.isEmpty() || place.length() > LENGTH_MAX || place.equals(SMALLEST)) return false;
    if (!place.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) return false;
    int whole = wholeLength(place.charAt(0));
    if (whole == 0 || whole > place.length()) return false;
    return place.length() == whole || place.charAt(place.length() - 1) != ZERO;
  }

  /// How many characters a whole number has that begins so; zero for none.
  private static int wholeLength(char head) {
    if (head >= 'a' && head <= 'z') return head - 'a' + 2;
    if (head >= 'A' && head <= 'Z') return 'Z' - head + 2;
    return 0;
  }

  /// A place after another one, with few characters. Refuses with `conflict` where there is none.
  public static String after(String place) {
    var whole = whole(place);
    var next = increment(whole);
    return next.isEmpty() ? fits(whole + middle(place.substring(whole.length()), "")) : next;
  }

  /// A place before another one.
  public static String before(String place) {
    var whole = whole(place);
    if (whole.equals(SMALLEST)) return fits(whole + middle("", place.substring(whole.length())));
    if (whole.length() < place.length()) return whole;
    return decrement(whole);
  }

  /// A place between two, of which the first is the lower one.
  public static String between(String low, String high) {
    if (low.compareTo(high) >= 0) throw new IllegalArgumentException(low + " is not below " + high);
    var whole = whole(low);
    var wholeHigh = whole(high);
    if (whole.equals(wholeHigh)) {
      return fits(whole + middle(low.substring(whole.length()), high.substring(whole.length())));
    }
    var next = increment(whole);
    if (!next.isEmpty() && next.compareTo(high) < 0) return next;
    return fits(whole + middle(low.substring(whole.length()), ""));
  }

  private static String fits(String place) {
    if (place.length() <= LENGTH_MAX) return place;
    throw new Problem.Conflict("There is no place between these two").refused();
  }

  private static String whole(String place) {
    return place.substring(0, wholeLength(place.charAt(0)));
  }

  /// The fraction in the middle of two, where an empty high one is one.
  private static String middle(String low, String high) {
    int same = 0;
    while (same < high.length() && digitOf(low, same) == high.charAt(same)) same++;
    if (same > 0) {
      var rest = same < low.length() ? low.substring(same) : "";
      return high.substring(0, same) + middle(rest, high.substring(same));
    }
    int from = low.isEmpty() ? 0 : DIGITS.indexOf(low.charAt(0));
    int to = high.isEmpty() ? DIGITS.length() : DIGITS.indexOf(high.charAt(0));
    if (to - from > 1) return String.valueOf(DIGITS.charAt((from + to + 1) / 2));
    if (high.length() > 1) return high.substring(0, 1);
    return DIGITS.charAt(from) + middle(low.isEmpty() ? "" : low.substring(1), "");
  }

  private static char digitOf(String fraction, int at) {
    return at < fraction.length() ? fraction.charAt(at) : ZERO;
  }

  /// The next whole number, or empty after the last.
  private static String increment(String whole) {
    var digits = new StringBuilder(whole);
    for (int i = digits.length() - 1; i > 0; i--) {
      int digit = DIGITS.indexOf(digits.charAt(i)) + 1;
      if (digit < DIGITS.length()) {
        digits.setCharAt(i, DIGITS.charAt(digit));
        return digits.toString();
      }
      digits.setCharAt(i, ZERO);
    }
    char head = whole.charAt(0);
    if (head == 'Z') return FIRST;
    if (head == 'z') return "";
    return filled((char) (head + 1), ZERO);
  }

  /// The whole number before; there is one, save before the smallest.
  private static String decrement(String whole) {
    var digits = new StringBuilder(whole);
    for (int i = digits.length() - 1; i > 0; i--) {
      int digit = DIGITS.indexOf(digits.charAt(i)) - 1;
      if (digit >= 0) {
        digits.setCharAt(i, DIGITS.charAt(digit));
        return digits.toString();
      }
      digits.setCharAt(i, 'z');
    }
    char head = whole.charAt(0);
    return head == 'a' ? "Zz" : filled((char) (head - 1), 'z');
  }

  private static String filled(char head, char digit) {
    return head + String.valueOf(digit).repeat(wholeLength(head) - 1);
  }
}
