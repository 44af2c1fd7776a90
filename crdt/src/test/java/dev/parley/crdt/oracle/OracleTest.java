package dev.parley.crdt.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.crdt.fixtures.Algebra;
import dev.parley.crdt.fixtures.Bytes;
import dev.parley.crdt.fixtures.Contents;
import dev.parley.crdt.fixtures.DeltaStep;
import dev.parley.crdt.fixtures.Fixtures;
import dev.parley.crdt.fixtures.Operation;
import dev.parley.crdt.fixtures.Replay;
import dev.parley.crdt.fixtures.Scenario;
import dev.parley.crdt.fixtures.Target;
import dev.parley.crdt.fixtures.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OracleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> ROOTS = Map.of("text", "text");
  private static final Target TEXT = new Target("text", List.of());

  private static Optional<Oracle> running = Optional.empty();

  @BeforeAll
  static void start() {
    if (Oracle.missing().isEmpty()) running = Optional.of(Oracle.start(PATIENCE));
  }

  @BeforeEach
  void needOracle() {
    assumeTrue(running.isPresent(), () -> "Yjs is not asked: " + Oracle.missing().orElse(""));
  }

  @AfterAll
  static void end() {
    running.ifPresent(Oracle::close);
  }

  private static Oracle oracle() {
    return running.orElseThrow();
  }

  private static Replica replica(long client) {
    var user = new Scenario.User(client, Optional.empty(), false, false);
    return oracle().replica(user, ROOTS, true);
  }

  @Test
  void whatOneUserFormatsReachesTheOther() {
    var bold = Optional.of(Map.<String, Object>of("bold", true));
    try (var ada = replica(1);
        var bob = replica(2)) {
      var emissions = ada.edit(List.of(new Operation.TextInsert(TEXT, 0, "hi", bold)));
      assertThat(emissions).hasSize(1);
      assertThat(bob.apply(2, emissions.getFirst().v2()))
          .singleElement()
          .satisfies(echo -> assertThat(echo.local()).isFalse())
          .satisfies(echo -> assertThat(echo.v1()).isEqualTo(emissions.getFirst().v1()));
      var delta = Optional.of(List.<DeltaStep>of(new DeltaStep.Insert("hi", bold)));
      var text = new Contents("text", "hi", Optional.of("hi"), delta);
      assertThat(Values.same(bob.contents(), Map.of("text", text))).isTrue();
      assertThat(bob.state().vector()).isEqualTo(ada.state().vector());
    }
  }

  @Test
  void whatYjsRefusesIsSaid() {
    try (var ada = replica(1)) {
      var nothing = Bytes.of(new byte[0]);
      assertThatThrownBy(() -> ada.apply(1, nothing)).isInstanceOf(Oracle.Refusal.class);
      assertThat(ada.state().vector()).isEqualTo(Bytes.of(new byte[1]));
    }
  }

  @Test
  void aHistoryThatFailsIsCutToItsShortest() {
    var histories = new Histories(oracle(), OracleTest::contrary, Set.of(Replay.Aspect.EMISSIONS));
    assertThatThrownBy(() -> histories.replay(7, 0, 20))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("(?s)history\\(7, \\d+\\), cut to \\d+: .*updates of user.*");
  }

  /// Collects garbage where it should not, and the other way round.
  private static Replica contrary(Scenario scenario, Scenario.User user) {
    return oracle().replica(user, scenario.roots(), !scenario.gc());
  }

  @Test
  void anAnswerThatTakesTooLongEndsTheWorker() {
    var user = new Scenario.User(1, Optional.empty(), false, false);
    try (var impatient = Oracle.start(Duration.ZERO)) {
      assertThatThrownBy(() -> impatient.replica(user, ROOTS, true))
          .hasMessageStartingWith("no answer to");
      assertThat(impatient.hasEnded(PATIENCE)).isTrue();
    }
  }

  /// Of each profile some.
  private static List<Scenario> someFixtures() {
    var all = Fixtures.all();
    return IntStream.range(0, all.size()).filter(i -> i % 5 == 0).mapToObj(all::get).toList();
  }

  /// So the fixtures hold all that a replay needs.
  @Test
  void theFixturesReplayedGiveWhatTheyHold() {
    for (var scenario : someFixtures()) {
      Replay.of(
              scenario, user -> oracle().replica(user, scenario.roots(), scenario.gc()), Replay.ALL)
          .run();
    }
  }

  @Test
  void aHistoryThatIsCutIsTheSameUpToThere() {
    var whole = oracle().history(7, 3, Integer.MAX_VALUE);
    var cut = oracle().history(7, 3, 10);
    assertThat(cut.steps()).hasSizeLessThan(whole.steps().size());
    assertThat(cut.users()).isEqualTo(whole.users());
    assertThat(Values.same(cut.steps().subList(0, 5), whole.steps().subList(0, 5))).isTrue();
    Replay.of(cut, user -> oracle().replica(user, cut.roots(), cut.gc()), Replay.ALL).run();
  }

  @Test
  void theAlgebraOfTheFixturesIsThatOfYjs() {
    var all = someFixtures().stream().flatMap(scenario -> scenario.algebra().stream());
    assertThat(all).allSatisfy(it -> assertThat(given(it)).isEqualTo(it.result()));
  }

  private static Bytes given(Algebra algebra) {
    return switch (algebra) {
      case Algebra.Merge(var format, var updates, _) -> oracle().merge(format, updates);
      case Algebra.Diff(var format, var update, var vector, _) ->
          oracle().diff(format, update, vector);
      case Algebra.Convert(var format, var update, _) -> oracle().convert(format, update);
      case Algebra.Vector(var format, var update, _) -> oracle().vector(format, update);
    };
  }
}
