package dev.parley.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.faults.Trial.Pace;
import dev.parley.e2e.faults.ground.FaultyCluster;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The quick part of the matrix; `bin/faults` runs the whole. `-Dparley.faults.seed=N` repeats a
/// run.
class FaultsTest {
  private static final Pace PACE =
      new Pace(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(3));
  private static final long SEED =
      Long.getLong("parley.faults.seed", new Random().nextInt(1_000_000));

  private static FaultyCluster cluster;

  @BeforeAll
  static void start() {
    cluster = FaultyCluster.start(new FaultyCluster.Plan(2, SEED, Set.of()));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-kill", "redis-kill", "postgres-kill"})
  void noPromiseIsBrokenBy(String name) {
    var fault = Faults.named(name).orElseThrow();
    var outcome = Trial.run(cluster, fault, PACE, SEED);
    System.out.println(outcome.report());
    assertThat(outcome.fate()).as(outcome.report()).isEqualTo(Tally.Fate.HELD);
  }
}
