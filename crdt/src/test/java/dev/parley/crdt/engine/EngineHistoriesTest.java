package dev.parley.crdt.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.crdt.fixtures.Replay;
import dev.parley.crdt.oracle.Histories;
import dev.parley.crdt.oracle.Oracle;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Histories that nobody has seen, against Yjs as it runs. `bin/crdt-fuzz` replays any number.
class EngineHistoriesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int COUNT = Integer.getInteger("parley.crdt.histories", 300);
  private static final int FIRST = Integer.getInteger("parley.crdt.first", 0);
  private static final int SEED =
      Integer.getInteger("parley.crdt.seed", new Random().nextInt(1_000_000));

  @Test
  void randomHistoriesGiveWhatYjsGives() {
    assumeTrue(
        Oracle.missing().isEmpty(), () -> "Yjs is not asked: " + Oracle.missing().orElse(""));
    System.out.println(COUNT - FIRST + " histories of seed " + SEED);
    try (var oracle = Oracle.start(PATIENCE)) {
      new Histories(oracle, EnginePeer::new, Replay.ALL).replay(SEED, FIRST, COUNT);
    }
  }
}
