package dev.parley.features.assignments;

import dev.parley.features.assignments.DepartureStore.Departure;
import dev.parley.features.tasks.TaskId;
import dev.parley.features.tasks.Tasks;
import dev.parley.platform.agents.Agent;
import dev.parley.platform.postgres.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Ends the assignments of those who have left workspaces. What a node that died had begun is free
/// for others when its lease has run out. Somebody who was assigned while the person left is found
/// by a second look, after [#LATE].
public final class AssignmentAgent {
  /// Most tasks that change together.
  static final int STEP_MAX = 100;

  /// When everybody who saw the person in the workspace has long committed.
  static final Duration LATE = Duration.ofMinutes(1);

  /// For how long a departure is a node's that works on it; after a failure it waits so long.
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofSeconds(3);

  /// How long the writer of tasks is waited for.
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private final Database database;
  private final Tasks tasks;
  private final InstantSource clock;

  AssignmentAgent(Database database, Tasks tasks, InstantSource clock) {
    this.database = database;
    this.tasks = tasks;
    this.clock = clock;
  }

  /// Starts to work.
  public static Agent start(Database database, Tasks tasks, InstantSource clock) {
    var worker = new AssignmentAgent(database, tasks, clock);
    return Agent.start("assignments", PAUSE, worker::turn);
  }

  /// Works on all who have left, and returns when nobody is left for now.
  void turn() {
    while (!Thread.currentThread().isInterrupted()) {
      var now = clock.instant();
      var taken = database.system(tx -> DepartureStore.take(tx.sql(), now, now.plus(LEASE)));
      if (taken.isEmpty()) return;
      work(taken.get());
    }
  }

  private void work(Departure departure) {
    var after = departure.after();
    while (!Thread.currentThread().isInterrupted()) {
      var page = step(departure, after);
      if (page.isEmpty()) {
        rest(departure);
        return;
      }
      after = page;
      getOn(departure, after);
    }
  }

  /// Ends some assignments after that task; empty when there are no more.
  private Optional<TaskId> step(Departure departure, Optional<TaskId> after) {
    var ids =
        database.in(
            departure.tenant(),
            tx -> DepartureStore.assigned(tx.sql(), departure, after, STEP_MAX));
    if (ids.isEmpty()) return Optional.empty();
    tasks
        .release(departure.actor(), departure.user(), ids)
        .toCompletableFuture()
        .orTimeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    return Optional.of(ids.getLast());
  }

  private void getOn(Departure departure, Optional<TaskId> after) {
    var due = clock.instant().plus(LEASE);
    database.system(tx -> {
      DepartureStore.getOn(tx.sql(), departure, after, due);
      return departure;
    });
  }

  private void rest(Departure departure) {
    var late = departure.at().plus(LATE);
    database.system(tx -> {
      if (clock.instant().isBefore(late)) {
        DepartureStore.getOn(tx.sql(), departure, Optional.empty(), late);
      } else {
        DepartureStore.forget(tx.sql(), departure);
      }
      return departure;
    });
  }
}
