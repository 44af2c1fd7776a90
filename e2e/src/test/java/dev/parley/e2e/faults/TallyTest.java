package dev.parley.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.faults.Tally.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// A run is sound when something held and nothing else went wrong.
class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void aRunInWhichNothingWasRunIsNotSound() {
    assertThat(tally.exitCode()).isEqualTo(1);
    tally.add(Fate.NOT_RUN, "disk-full");
    assertThat(tally.exitCode()).isEqualTo(1);
    assertThat(tally.toString().lines())
        .containsExactly(
            "0 held, 0 BROKEN, 0 UNDECIDED, 0 BROKEN OFF, 1 not run",
            "nothing is shown: no fault held",
            "not run: disk-full");
  }

  @Test
  void whatCouldNotBeRunIsNamedBesideWhatHeld() {
    tally.add(Fate.HELD, "none");
    tally.add(Fate.NOT_RUN, "disk-full");
    tally.add(Fate.NOT_RUN, "clock-back");
    assertThat(tally.exitCode()).isZero();
    assertThat(tally.toString().lines())
        .containsExactly(
            "1 held, 0 BROKEN, 0 UNDECIDED, 0 BROKEN OFF, 2 not run",
            "not run: disk-full, clock-back");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      mode = Mode.EXCLUDE,
      names = {"HELD", "NOT_RUN"})
  void oneThatDidNotHoldSpoilsTheRun(Fate fate) {
    tally.add(Fate.HELD, "none");
    tally.add(fate, "node-kill");
    assertThat(tally.exitCode()).isEqualTo(1);
    assertThat(tally.toString()).endsWith(fate + ": node-kill");
  }
}
