package dev.parley.e2e.faults;

import java.util.function.Consumer;

/// One way to do harm, and how it is made good.
///
/// @param what in a sentence
/// @param strike does the harm
/// @param again is done over and over while the harm lasts
/// @param heal makes it good
/// @param needsClocks whether the nodes are to be started with clocks that can be set
record Fault(
    String name,
    String what,
    Consumer<FaultyCluster> strike,
    Consumer<FaultyCluster> again,
    Consumer<FaultyCluster> heal,
    boolean needsClocks) {

  /// Harm that heals by itself.
  static Fault of(String name, String what, Consumer<FaultyCluster> strike) {
    return new Fault(name, what, strike, _ -> {}, _ -> {}, false);
  }

  Fault healing(Consumer<FaultyCluster> by) {
    return new Fault(name, what, strike, again, by, needsClocks);
  }

  Fault repeating(Consumer<FaultyCluster> blow) {
    return new Fault(name, what, strike, blow, heal, needsClocks);
  }

  Fault withClocks() {
    return new Fault(name, what, strike, again, heal, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
