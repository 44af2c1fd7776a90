package dev.parley.e2e.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.history.Linearizability.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The search says yes to what can be put in order, and no to what cannot.
class LinearizabilityTest {
  private static final Model REGISTER = Model.register("0");

  private static Call write(long from, long to, String value) {
    return Call.write("writer", from, to, value);
  }

  private static Call read(long from, long to, String answer) {
    return Call.read("reader", from, to, answer);
  }

  private static Verdict check(Call... calls) {
    return Linearizability.check(REGISTER, List.of(calls));
  }

  @Test
  void aReadSeesTheWriteBeforeIt() {
    assertThat(check(write(1, 2, "a"), read(3, 4, "a"))).isEqualTo(new Verdict.Holds());
  }

  @Test
  void aStaleReadIsFoundAndNamed() {
    var stale = read(5, 6, "a");
    assertThat(check(write(1, 2, "a"), write(3, 4, "b"), stale))
        .isEqualTo(new Verdict.Broken(stale));
  }

  @Test
  void aReadDuringAWriteSeesEither() {
    assertThat(check(write(1, 9, "a"), read(2, 3, "0"), read(4, 5, "a")))
        .isEqualTo(new Verdict.Holds());
  }

  @Test
  void aValueThatCameAndWentAgainIsFound() {
    assertThat(check(write(1, 9, "a"), read(2, 3, "a"), read(4, 5, "0")))
        .isInstanceOf(Verdict.Broken.class);
  }

  @Test
  void aWriteWithoutAnAnswerMayHaveHappenedLateOrNever() {
    var unanswered = write(1, Call.NEVER, "a");
    assertThat(check(unanswered, read(2, 3, "0"), read(4, 5, "a"))).isEqualTo(new Verdict.Holds());
    assertThat(check(unanswered, read(2, 3, "0"), read(4, 5, "0"))).isEqualTo(new Verdict.Holds());
    assertThat(check(unanswered, read(2, 3, "a"), read(4, 5, "0")))
        .isInstanceOf(Verdict.Broken.class);
  }

  @Test
  void aWatermarkThatGoesBackIsFound() {
    var model = Model.watermark(0);
    var rising = List.of(write(1, 2, "5"), read(3, 4, "5"));
    assertThat(Linearizability.check(model, rising)).isEqualTo(new Verdict.Holds());
    var falling = List.of(write(1, 2, "5"), write(3, 4, "3"), read(5, 6, "3"));
    assertThat(Linearizability.check(model, falling)).isInstanceOf(Verdict.Broken.class);
    var kept = List.of(write(1, 2, "5"), new Call("w", 3, 4, Call.Verb.WRITE, "3", "5"));
    assertThat(Linearizability.check(model, kept)).isEqualTo(new Verdict.Holds());
  }

  @Test
  void randomHistoriesOfARealRegisterHoldAndNoneWithAChangedReadDoes() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var calls = random(random);
      assertThat(Linearizability.check(REGISTER, calls))
          .as("seed " + seed + ": " + calls)
          .isEqualTo(new Verdict.Holds());
      int last = lastRead(calls);
      if (last < 0) continue;
      calls.set(last, read(calls.get(last).invoked(), calls.get(last).returned(), "never"));
      assertThat(Linearizability.check(REGISTER, calls))
          .as("seed " + seed + ": " + calls)
          .isInstanceOf(Verdict.Broken.class);
    }
  }

  /// Each call takes effect at its own moment, and is known to lie somewhere around it.
  private static List<Call> random(Random random) {
    var calls = new ArrayList<Call>();
    var state = "0";
    for (int at = 10; at < 400; at += 10) {
      long from = (long) at - random.nextInt(25);
      long to = random.nextInt(12) == 0 ? Call.NEVER : (long) at + random.nextInt(25);
      if (random.nextBoolean()) {
        state = "v" + at;
        calls.add(write(from, to, state));
      } else if (to != Call.NEVER) {
        calls.add(read(from, to, state));
      }
    }
    calls.sort(Comparator.comparingLong(Call::invoked));
    return calls;
  }

  private static int lastRead(List<Call> calls) {
    return IntStream.range(0, calls.size())
        .filter(i -> calls.get(i).verb() == Call.Verb.READ)
        .reduce(-1, (_, last) -> last);
  }
}
