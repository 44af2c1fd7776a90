package dev.parley.platform.events;

import dev.parley.platform.agents.Agent;
import dev.parley.platform.postgres.Database;
import java.time.Duration;

/// Makes the partitions of the coming days ahead of time, and drops those of days long gone.
public final class EventPartitions implements AutoCloseable {
  /// How many days have their partition ahead of time.
  public static final int DAYS_AHEAD = 7;

  /// How many days events are kept unless the operator says otherwise.
  public static final int DAYS_KEPT = 7;

  private static final Duration PAUSE = Duration.ofHours(1);

  private final Database database;
  private final int daysKept;
  private final Agent agent;

  private EventPartitions(Database database, int daysKept) {
    this.database = database;
    this.daysKept = daysKept;
    turn();
    this.agent = Agent.start("event-partitions", PAUSE, this::turn);
  }

  /// Returns when today and the days ahead have their partitions, and looks after them each hour.
  ///
  /// @param daysKept at least two, so that recovery always finds the last 24 hours
  public static EventPartitions start(Database database, int daysKept) {
    if (daysKept < 2) throw new IllegalArgumentException("Events are kept for at least two days");
    return new EventPartitions(database, daysKept);
  }

  private void turn() {
    database.system(tx -> PartitionStore.ensure(tx.sql(), DAYS_AHEAD));
    database.system(tx -> PartitionStore.drop(tx.sql(), daysKept));
  }

  @Override
  public void close() {
    agent.close();
  }
}
