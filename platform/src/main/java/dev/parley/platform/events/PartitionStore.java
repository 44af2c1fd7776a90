package dev.parley.platform.events;

import org.jdbi.v3.core.Handle;

/// The SQL that looks after the partitions of events.
final class PartitionStore {
  private static final String ENSURE = "select ensure_event_partitions(:days)";
  private static final String DROP = "select drop_event_partitions(:days)";

  private PartitionStore() {}

  /// Makes what is missing of today and so many days ahead; answers how many were made.
  static int ensure(Handle sql, int days) {
    return sql.createQuery(ENSURE).bind("days", days).mapTo(Integer.class).one();
  }

  /// Drops the days that ended more than so many days ago; answers how many.
  static int drop(Handle sql, int days) {
    return sql.createQuery(DROP).bind("days", days).mapTo(Integer.class).one();
  }
}
