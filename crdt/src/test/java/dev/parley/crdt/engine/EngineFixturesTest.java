package dev.parley.crdt.engine;

import dev.parley.crdt.fixtures.Fixtures;
import dev.parley.crdt.fixtures.Replay;
import dev.parley.crdt.fixtures.Scenario;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineFixturesTest {
  private static final Set<Replay.Aspect> ASPECTS =
      EnumSet.complementOf(
          EnumSet.of(
              Replay.Aspect.EVENTS, Replay.Aspect.POSITIONS, Replay.Aspect.RESTORES));

  static Stream<Scenario> scenarios() {
    return Fixtures.all().stream().filter(scenario -> !scenario.undoes());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theEngineGivesWhatYjsGave(Scenario scenario) {
    Replay.of(scenario, user -> new EnginePeer(scenario, user), ASPECTS).run();
  }
}
