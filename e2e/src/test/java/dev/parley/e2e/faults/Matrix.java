package dev.parley.e2e.faults;

import dev.parley.e2e.faults.Tally.Fate;
import dev.parley.e2e.faults.Trial.Pace;
import dev.parley.e2e.faults.ground.FaultyCluster;
import dev.parley.e2e.faults.ground.Need;
import dev.parley.e2e.faults.ground.Needs;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs one fault after the other, and tells of each as soon as it is known. A cluster serves as
/// long as it fits and nothing went wrong in it.
final class Matrix implements AutoCloseable {
  private final Terms terms;
  private final PrintWriter out;
  private final Keeper keeper;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Tally tally = new Tally();
  private @Nullable FaultyCluster cluster;
  private Set<Need> built = Set.of();

  /// What is the same for all faults of a run.
  record Terms(long seed, int nodes, Duration length) {}

  Matrix(Terms terms, PrintWriter out, Keeper keeper) {
    this.terms = terms;
    this.out = out;
    this.keeper = keeper;
  }

  /// Runs it, where this machine has what it needs.
  void run(Fault fault) {
    Needs.missing(fault.needs()).ifPresentOrElse(why -> skip(fault, why), () -> attempt(fault));
  }

  private void skip(Fault fault, String why) {
    tally.add(Fate.NOT_RUN, fault.name());
    out.printf("%-27s %s: %s%n", fault.name(), Fate.NOT_RUN, why);
  }

  private void attempt(Fault fault) {
    try {
      var outcome = Trial.run(fitting(fault.needs()), fault, Pace.of(terms.length), terms.seed);
      outcomes.add(outcome);
      tally.add(outcome.fate(), fault.name());
      out.println(outcome.line());
      keeper.keep(outcome);
      if (outcome.fate() == Fate.HELD) return;
      out.println(outcome.report());
      out.println("  history: " + keeper.keepForGood(outcome));
      tellHowToRepeat(fault);
      close();
    } catch (RuntimeException | AssertionError e) {
      tally.add(Fate.BROKEN_OFF, fault.name());
      out.println("%-27s %s: %s".formatted(fault.name(), Fate.BROKEN_OFF, firstLine(e)));
      keeper.keep(fault, e);
      tellHowToRepeat(fault);
      close();
    } finally {
      out.flush();
    }
  }

  private static String firstLine(Throwable why) {
    return why.toString().lines().findFirst().orElse("");
  }

  private void tellHowToRepeat(Fault fault) {
    out.printf(
        "  again: bin/faults --seed %d --fault %s --seconds %d --nodes %d%n",
        terms.seed, fault.name(), terms.length.toSeconds(), terms.nodes);
  }

  private FaultyCluster fitting(Set<Need> needs) {
    if (cluster != null && !built.equals(needs)) close();
    var fits = cluster;
    if (fits == null) {
      fits = FaultyCluster.start(new FaultyCluster.Plan(terms.nodes, terms.seed, needs));
      cluster = fits;
      built = needs;
    }
    return fits;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  Tally tally() {
    return tally;
  }

  @Override
  public void close() {
    var old = cluster;
    cluster = null;
    if (old != null) old.close();
  }
}
