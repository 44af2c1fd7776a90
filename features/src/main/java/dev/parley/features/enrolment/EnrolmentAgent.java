package dev.parley.features.enrolment;

import dev.parley.platform.agents.Agent;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Takes runs further, one after another, those that have waited longest first. Several nodes work
/// on different runs; one whose node has died is free for others when its lease has run out.
public final class EnrolmentAgent {
  /// For how long a run is a node's that works on it.
  static final Duration LEASE = Duration.ofSeconds(30);

  /// When a run that is not done comes to its turn again, after others.
  private static final Duration SOON = Duration.ZERO;

  /// How long a run that has failed waits.
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /// Most failures in a row.
  private static final int ATTEMPTS_MAX = 5;

  /// Most steps until others have their turn.
  private static final int STEPS_MAX = 20;

  /// For how long runs are kept that have ended, and effects that are not needed any more.
  public static final Duration KEPT = Duration.ofDays(90);

  /// Most runs of a rule that are kept for longer: its newest.
  public static final int RUNS_KEPT = 20;

  private static final Duration SWEEP_PAUSE = Duration.ofHours(1);

  /// Most that one transaction forgets.
  private static final int SWEPT_MAX = 2_000;

  private final Database database;
  private final EnrolmentRuns runs;

  private EnrolmentAgent(Database database, EnrolmentRuns runs) {
    this.database = database;
    this.runs = runs;
  }

  /// Starts to work.
  public static Agent start(Database database, EnrolmentRuns runs) {
    var worker = new EnrolmentAgent(database, runs);
    return Agent.start("enrolment", PAUSE, worker::turn);
  }

  /// Starts to forget what is old.
  public static Agent startSweep(Database database, InstantSource clock) {
    return Agent.start("enrolment-sweep", SWEEP_PAUSE, () -> sweep(database, clock.instant()));
  }

  /// Forgets what is old at that moment, in batches, each its own transaction; answers how much.
  static int sweep(Database database, Instant now) {
    var before = now.minus(KEPT);
    return swept(database, tx -> RunStore.forget(tx.sql(), before, RUNS_KEPT, SWEPT_MAX))
        + swept(database, tx -> EffectStore.forget(tx.sql(), before, SWEPT_MAX));
  }

  private static int swept(Database database, Work<Integer> batch) {
    int total = 0;
    while (true) {
      int forgotten = database.system(batch);
      total += forgotten;
      if (forgotten < SWEPT_MAX) return total;
    }
  }

  private void turn() {
    while (!Thread.currentThread().isInterrupted()) {
      var taken = database.system(tx -> RunStore.take(tx.sql(), LEASE));
      if (taken.isEmpty()) return;
      work(taken.get());
    }
  }

  private void work(RunStore.Taken taken) {
    try {
      int steps = 0;
      while (runs.step(taken.tenant(), taken.run())) {
        if (++steps == STEPS_MAX || Thread.currentThread().isInterrupted()) {
          lease(taken, SOON);
          return;
        }
        lease(taken, LEASE);
      }
    } catch (RuntimeException e) {
      runs.failed(taken.tenant(), taken.run(), ATTEMPTS_MAX);
      lease(taken, AGAIN);
      throw e;
    }
  }

  private void lease(RunStore.Taken taken, Duration lease) {
    database.system(tx -> {
      RunStore.lease(tx.sql(), taken, lease);
      return taken;
    });
  }
}
