package dev.parley.features.enrolment;

import dev.parley.platform.agents.Agent;
import dev.parley.platform.postgres.Database;
import java.time.Duration;
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

  private final Database database;
  private final EnrolmentRuns runs;
  private final InstantSource clock;

  private EnrolmentAgent(Database database, EnrolmentRuns runs, InstantSource clock) {
    this.database = database;
    this.runs = runs;
    this.clock = clock;
  }

  /// Starts to work.
  public static Agent start(Database database, EnrolmentRuns runs, InstantSource clock) {
    var worker = new EnrolmentAgent(database, runs, clock);
    return Agent.start("enrolment", PAUSE, worker::turn);
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
      database.system(tx -> {
        var now = clock.instant();
        RunStore.failed(tx.sql(), taken.tenant(), taken.run(), ATTEMPTS_MAX, now);
        RunStore.lease(tx.sql(), taken, AGAIN);
        return taken;
      });
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
