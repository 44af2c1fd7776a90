package dev.parley.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What people type in B1 and B2.
final class Edits {
  static final int N = 6000;

  private Edits() {}

  static List<Edit> times(IntFunction<Edit> make) {
    return IntStream.range(0, N).mapToObj(make).toList();
  }

  static int number(Draws draws) {
    return draws.below(Integer.MAX_VALUE);
  }

  static Edit put(int at, Draws draws) {
    return new Edit.Put(at, List.of(number(draws)));
  }

  static Edit.Put numbers(Draws draws) {
    return new Edit.Put(0, IntStream.range(0, N).mapToObj(_ -> number(draws)).toList());
  }

  /// Words anywhere in a text that has so many characters before.
  static List<Edit> anywhere(Draws draws, int before, int shortest, int longest) {
    var edits = new ArrayList<Edit>(N);
    int length = before;
    for (int i = 0; i < N; i++) {
      var edit = new Edit.Insert(draws.below(length + 1), draws.word(shortest, longest));
      edits.add(edit);
      length += edit.growth();
    }
    return edits;
  }

  /// An insertion or, as often, a deletion of up to nine characters.
  private static Edit insertOrDelete(Draws draws, int length) {
    int at = draws.below(length + 1);
    if (at == length || draws.below(2) == 0) return new Edit.Insert(at, draws.word(2, 10));
    return new Edit.Delete(at, 1 + draws.below(Math.min(9, length - at)));
  }

  static List<Edit> mixed(Draws draws) {
    var edits = new ArrayList<Edit>(N);
    int length = 0;
    for (int i = 0; i < N; i++) {
      var edit = insertOrDelete(draws, length);
      edits.add(edit);
      length += edit.growth();
    }
    return edits;
  }

  static List<Edit> wordsAndMixed(Draws draws, int before) {
    var edits = new ArrayList<Edit>(2 * N);
    int length = before;
    for (int i = 0; i < N; i++) {
      var word = new Edit.Insert(draws.below(length + 1), draws.word(3, 9));
      length += word.growth();
      var other = insertOrDelete(draws, length);
      length += other.growth();
      edits.add(word);
      edits.add(other);
    }
    return edits;
  }
}
