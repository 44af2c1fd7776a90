package dev.parley.e2e.faults;

import dev.parley.e2e.faults.ground.FaultyCluster;
import dev.parley.e2e.faults.ground.Need;
import dev.parley.e2e.faults.probe.Probe;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/// One way to do harm, and how it is made good.
///
/// @param what in a sentence
/// @param needs what the cluster has to be built with
/// @param probe what is measured while the harm lasts
record Fault(String name, String what, Harm harm, Set<Need> needs, Probe probe) {

  /// @param strike does it
  /// @param again is done over and over while it lasts
  /// @param heal makes it good
  record Harm(
      Consumer<FaultyCluster> strike,
      Consumer<FaultyCluster> again,
      Consumer<FaultyCluster> heal) {}

  /// Harm that heals by itself.
  static Fault of(String name, String what, Consumer<FaultyCluster> strike) {
    return new Fault(name, what, new Harm(strike, _ -> {}, _ -> {}), Set.of(), Probe.NONE);
  }

  /// No harm; something is only looked at.
  static Fault none(String name, String what) {
    return of(name, what, _ -> {});
  }

  private Fault with(Harm other) {
    return new Fault(name, what, other, needs, probe);
  }

  Fault healing(Consumer<FaultyCluster> by) {
    return with(new Harm(harm.strike, harm.again, by));
  }

  Fault repeating(Consumer<FaultyCluster> blow) {
    return with(new Harm(harm.strike, blow, harm.heal));
  }

  Fault needing(Need need) {
    return new Fault(name, what, harm, EnumSet.of(need), probe);
  }

  Fault probedBy(Probe other) {
    return new Fault(name, what, harm, needs, other);
  }

  @Override
  public String toString() {
    return name;
  }
}
