package dev.parley.e2e.faults;

import dev.parley.e2e.World;
import dev.parley.e2e.faults.ground.FaultyCluster;
import dev.parley.e2e.faults.load.Rest;
import dev.parley.e2e.faults.load.Workload;
import dev.parley.e2e.faults.probe.Finding;
import dev.parley.e2e.faults.probe.Scene;
import dev.parley.e2e.history.Judge;
import dev.parley.e2e.history.Linearizability.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

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
      var scene = new Scene(cluster, World.create(cluster.cluster()), workload);
      rest.pause(pace.before);
      long struck = workload.recorder().nanos();
      fault.harm().strike().accept(cluster);
      var findings = new ArrayList<Finding>();
      lastFor(pace.during, () -> findings.addAll(fault.probe().measure(scene)));
      long healed = workload.recorder().nanos();
      fault.harm().heal().accept(cluster);
      var whole = cluster.awaitWhole();
      rest.pause(pace.after);
      var caughtUp = workload.quiesce();
      var moments = new Outcome.Moments(struck, healed, whole, caughtUp);
      return outcome(workload, moments, findings);
    }
  }

  private Outcome outcome(Workload workload, Outcome.Moments moments, List<Finding> findings) {
    var history = workload.history();
    var anomalies = new ArrayList<>(Judge.judge(history));
    var undecided = new ArrayList<String>();
    for (var register : workload.registers()) {
      var verdict = register.verdict();
      register.anomaly(verdict).ifPresent(anomalies::add);
      if (verdict instanceof Verdict.Undecided) undecided.add(register.name());
    }
    boolean numbered = cluster.cluster().command("verify", "seq").code() == 0;
    return new Outcome(
        fault,
        seed,
        moments,
        new Outcome.Seen(history, workload.registers(), undecided, workload.brokenOff()),
        anomalies,
        new Outcome.Back(workload.reattachments(moments.struck()), workload.lastBack()),
        findings,
        numbered);
  }

  /// Blow upon blow, for that long and until the probe is done.
  private void lastFor(Duration length, Runnable probe) {
    long end = System.nanoTime() + length.toNanos();
    var probing = new FutureTask<Void>(probe, null);
    Thread.ofVirtual().name("probe").start(probing);
    while (System.nanoTime() < end || !probing.isDone()) {
      fault.harm().again().accept(cluster);
      rest.pause(BLOW);
    }
    try {
      probing.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new AssertionError("The probe broke off: " + e.getCause(), e.getCause());
    }
  }
}
