package dev.parley.gateway.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many histories, each of its seed. `bin/simulate` sets the first seed and how many follow.
class SimulationTest {
  private static final long FIRST = Long.getLong("parley.simulation.seed", 1);
  private static final int SEEDS = Integer.getInteger("parley.simulation.seeds", 1_000);

  /// Most seeds until a broken promise has to have been noticed.
  private static final int SEEDS_FLAWED_MAX = 400;

  @Test
  void whateverHappensEveryoneHasWhatTheyAreToHave() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      if (Simulation.run(seed, Flaw.NONE, false).violation() == null) continue;
      assertThat(Simulation.run(seed, Flaw.NONE, true).report()).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aPortThatBreaksItsPromiseIsNoticed(Flaw flaw) {
    assertThat(
            LongStream.rangeClosed(1, SEEDS_FLAWED_MAX)
                .anyMatch(seed -> Simulation.run(seed, flaw, false).violation() != null))
        .isTrue();
  }

  @Test
  void aSeedTellsTheSameHistoryAgain() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(Simulation.run(seed, Flaw.NONE, true).report())
          .isEqualTo(Simulation.run(seed, Flaw.NONE, true).report());
    }
  }
}
