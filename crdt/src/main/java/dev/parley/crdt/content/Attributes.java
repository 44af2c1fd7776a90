package dev.parley.crdt.content;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How Yjs compares the values of attributes.
public final class Attributes {
  private Attributes() {}

  /// Equal values, or objects whose members are identical.
  public static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (identical(a, b)) return true;
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) return flatEqual(x, y);
    if (a instanceof List<?> x && b instanceof List<?> y) return flatEqual(x, y);
    return false;
  }

  private static boolean flatEqual(Map<?, ?> a, Map<?, ?> b) {
    if (a.size() != b.size()) return false;
    for (var entry : a.entrySet()) {
      if (!b.containsKey(entry.getKey())) return false;
      if (!identical(entry.getValue(), b.get(entry.getKey()))) return false;
    }
    return true;
  }

  private static boolean flatEqual(List<?> a, List<?> b) {
    if (a.size() != b.size()) return false;
    for (var i = 0; i < a.size(); i++) if (!identical(a.get(i), b.get(i))) return false;
    return true;
  }

  /// JavaScript's `===`.
  @SuppressWarnings("ReferenceEquality")
  public static boolean identical(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y && comparable(a, b)) {
      return x.doubleValue() == y.doubleValue();
    }
    if (a instanceof String || a instanceof Boolean || a instanceof java.math.BigInteger) {
      return a.equals(b);
    }
    return a == b;
  }

  private static boolean comparable(Object a, Object b) {
    return !(a instanceof java.math.BigInteger) && !(b instanceof java.math.BigInteger);
  }
}
