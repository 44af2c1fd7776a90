package dev.parley.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
  @Test
  void oneSeedGivesOneSequence() {
    assertThat(numbers(new Draws(101))).isEqualTo(numbers(new Draws(101)));
    assertThat(numbers(new Draws(101))).isNotEqualTo(numbers(new Draws(102)));
  }

  @Test
  void numbersStayBelowTheirBoundAndWordsWithinTheirLength() {
    var draws = new Draws(1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(draws.below(7)).isBetween(0, 6);
      assertThat(draws.word(2, 5)).matches("[a-z]{2,5}");
    }
  }

  private static List<Integer> numbers(Draws draws) {
    return IntStream.range(0, 20).mapToObj(_ -> draws.below(1_000_000)).toList();
  }
}
