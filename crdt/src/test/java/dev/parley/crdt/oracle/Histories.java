package dev.parley.crdt.oracle;

import dev.parley.crdt.fixtures.Peer;
import dev.parley.crdt.fixtures.Replay;
import dev.parley.crdt.fixtures.Scenario;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Replays random histories against an engine, and cuts those that fail to their shortest.
///
/// ```java
/// new Histories(oracle, (scenario, user) -> new EnginePeer(…), Replay.ALL).replay(7, 0, 300);
/// ```
public final class Histories {
  private static final int WHOLE = Integer.MAX_VALUE;

  private final Oracle oracle;
  private final BiFunction<Scenario, Scenario.User, Peer> peers;
  private final Set<Replay.Aspect> aspects;

  /// @param peers a new peer of a scenario's user
  /// @param aspects what is compared
  public Histories(
      Oracle oracle, BiFunction<Scenario, Scenario.User, Peer> peers, Set<Replay.Aspect> aspects) {
    this.oracle = oracle;
    this.peers = peers;
    this.aspects = aspects;
  }

  /// Replays the histories of a seed from one index to another, that excluded. Fails with the first
  /// that differs: says which it is, and where its shortest cut differs.
  public void replay(int seed, int from, int to) {
    for (int index = from; index < to; index++) {
      var failure = failure(seed, index, WHOLE);
      if (failure.isPresent()) throw shrunk(seed, index, failure.get());
    }
  }

  private AssertionError shrunk(int seed, int index, Throwable whole) {
    int steps = oracle.history(seed, index, WHOLE).steps().size();
    for (int cut = 1; cut < steps; cut++) {
      var failure = failure(seed, index, cut);
      if (failure.isPresent()) return named(seed, index, "cut to " + cut, failure.get());
    }
    return named(seed, index, "whole", whole);
  }

  private static AssertionError named(int seed, int index, String which, Throwable failure) {
    var name = "history(%d, %d), %s: ".formatted(seed, index, which);
    return new AssertionError(name + failure.getMessage(), failure);
  }

  /// What goes wrong, be it in the engine itself.
  private Optional<Throwable> failure(int seed, int index, int cut) {
    var scenario = oracle.history(seed, index, cut);
    try {
      Replay.of(scenario, user -> peers.apply(scenario, user), aspects).run();
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(e);
    }
  }
}
