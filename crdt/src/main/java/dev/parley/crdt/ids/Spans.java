package dev.parley.crdt.ids;

import java.util.Arrays;

/// Spans of clocks of one client: pairs of a first clock and the first one behind, which ascend and
/// do not touch. The arrays are never changed.
final class Spans {
  private Spans() {}

  /// The spans that pairs in any order cover together.
  static long[] normal(long[] pairs, int size) {
    var spans = Arrays.copyOf(pairs, size);
    if (!ascend(spans)) sort(spans);
    var to = 0;
    for (var from = 0; from < size; from += 2) {
      if (to > 0 && spans[from] <= spans[to - 1]) {
        spans[to - 1] = Math.max(spans[to - 1], spans[from + 1]);
      } else {
        spans[to++] = spans[from];
        spans[to++] = spans[from + 1];
      }
    }
    return to == size ? spans : Arrays.copyOf(spans, to);
  }

  private static boolean ascend(long[] pairs) {
    for (var i = 2; i < pairs.length; i += 2) {
      if (pairs[i] < pairs[i - 2]) return false;
    }
    return true;
  }

  /// Clocks fit into 32 bits, so a pair fits into a long.
  private static void sort(long[] pairs) {
    var packed = new long[pairs.length / 2];
    for (var i = 0; i < packed.length; i++) packed[i] = (pairs[2 * i] << 32) | pairs[2 * i + 1];
    Arrays.sort(packed);
    for (var i = 0; i < packed.length; i++) {
      pairs[2 * i] = packed[i] >>> 32;
      pairs[2 * i + 1] = packed[i] & 0xFFFF_FFFFL;
    }
  }

  static boolean contain(long[] spans, long clock) {
    var at = after(spans, clock);
    return at > 0 && clock < spans[at - 1];
  }

  /// Whether one of the spans covers all from the clock to the end.
  static boolean cover(long[] spans, long clock, long end) {
    var at = after(spans, clock);
    return at > 0 && end <= spans[at - 1];
  }

  /// Where the first span begins that begins behind the clock.
  private static int after(long[] spans, long clock) {
    var low = 0;
    var high = spans.length / 2;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (spans[2 * middle] <= clock) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low;
  }

  /// Where the first span begins that ends behind the clock.
  static int ending(long[] spans, long clock) {
    var at = after(spans, clock);
    return at > 0 && clock < spans[at - 1] ? at - 2 : at;
  }

  static long[] union(long[] left, long[] right) {
    var both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return normal(both, both.length);
  }

  static long[] intersection(long[] left, long[] right) {
    var common = new long[left.length + right.length];
    var size = 0;
    for (int i = 0, j = 0; i < left.length && j < right.length; ) {
      var clock = Math.max(left[i], right[j]);
      var end = Math.min(left[i + 1], right[j + 1]);
      if (clock < end) {
        common[size++] = clock;
        common[size++] = end;
      }
      if (left[i + 1] < right[j + 1]) {
        i += 2;
      } else {
        j += 2;
      }
    }
    return Arrays.copyOf(common, size);
  }

  static long[] difference(long[] left, long[] right) {
    var rest = new long[left.length + right.length];
    var size = 0;
    var j = 0;
    for (var i = 0; i < left.length; i += 2) {
      var clock = left[i];
      while (j < right.length && right[j + 1] <= clock) j += 2;
      for (var k = j; k < right.length && right[k] < left[i + 1]; k += 2) {
        if (clock < right[k]) {
          rest[size++] = clock;
          rest[size++] = right[k];
        }
        clock = right[k + 1];
      }
      if (clock < left[i + 1]) {
        rest[size++] = clock;
        rest[size++] = left[i + 1];
      }
    }
    return Arrays.copyOf(rest, size);
  }
}
