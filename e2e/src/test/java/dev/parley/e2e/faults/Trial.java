package dev.parley.e2e.faults;

import dev.parley.e2e.Program;
import dev.parley.e2e.history.HistoryFile;
import dev.parley.e2e.history.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/// One fault under load: load, harm, heal, quiet, judgement.
final class Trial {
  private static final Duration BLOW = Duration.ofMillis(500);

  private final FaultyCluster cluster;
  private final Fault fault;
  private final Pace pace;
  private final long seed;
  private final Rest rest = new Rest();

  /// How long the load runs before, during and after the harm.
  record Pace(Duration before, Duration during, Duration after) {
    /// A minute is shared as 15 s, 25 s and 20 s.
    static Pace of(Duration whole) {
      return new Pace(
          whole.multipliedBy(15).dividedBy(60),
          whole.multipliedBy(25).dividedBy(60),
          whole.multipliedBy(20).dividedBy(60));
    }
  }

  private Trial(FaultyCluster cluster, Fault fault, Pace pace, long seed) {
    this.cluster = cluster;
    this.fault = fault;
    this.pace = pace;
    this.seed = seed;
  }

  /// Runs it on a cluster that is whole, and leaves it whole.
  static Outcome run(FaultyCluster cluster, Fault fault, Pace pace, long seed) {
    return new Trial(cluster, fault, pace, seed).run();
  }

  private Outcome run() {
    try (var workload = Workload.start(cluster, Workload.Size.MODEST, seed)) {
      rest.pause(pace.before);
      long struck = workload.recorder().nanos();
      fault.strike().accept(cluster);
      lastFor(pace.during);
      long healed = workload.recorder().nanos();
      fault.heal().accept(cluster);
      var whole = cluster.awaitWhole();
      rest.pause(pace.after);
      var caughtUp = workload.quiesce();
      var history = workload.history();
      var moments = new Outcome.Moments(struck, healed, whole, caughtUp);
      var verified = cluster.cluster().command("verify", "seq");
      return new Outcome(
          fault,
          seed,
          moments,
          history,
          Judge.judge(history),
          workload.reattachments(struck),
          verified.code() == 0);
    }
  }

  private void lastFor(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      fault.again().accept(cluster);
      rest.pause(BLOW);
    }
  }

  /// Writes the history for others to check.
  static Path write(Outcome outcome) {
    try {
      var file = Program.folder("history-").resolve(outcome.fault().name() + ".csv");
      var about = "fault %s%nseed %d".formatted(outcome.fault().name(), outcome.seed());
      HistoryFile.write(file, about, outcome.history());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
