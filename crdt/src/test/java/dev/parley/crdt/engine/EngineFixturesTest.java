package dev.parley.crdt.engine;

import dev.parley.crdt.fixtures.Fixtures;
import dev.parley.crdt.fixtures.Replay;
import dev.parley.crdt.fixtures.Scenario;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineFixturesTest {
  static Stream<Scenario> scenarios() {
    return Fixtures.all().stream();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theEngineGivesWhatYjsGave(Scenario scenario) {
    Replay.of(scenario, user -> new EnginePeer(scenario, user), Replay.ALL).run();
  }
}
