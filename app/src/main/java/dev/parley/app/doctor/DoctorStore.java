package dev.parley.app.doctor;

import dev.parley.platform.postgres.Database;
import java.time.Instant;

/// What the doctor asks the database's own catalogue.
final class DoctorStore {
  private static final String NOW = "select clock_timestamp()";

  private static final String PARTITIONS_AHEAD =
      """
      select count(*) from pg_inherits
      join pg_class on pg_class.oid = inhrelid
      where inhparent = to_regclass('event')
        and right(relname, 8) > to_char(now() at time zone 'UTC', 'YYYYMMDD')
      """;

  private final Database database;

  DoctorStore(Database database) {
    this.database = database;
  }

  Instant now() {
    return database.system(tx -> tx.sql().createQuery(NOW).mapTo(Instant.class).one());
  }

  /// How many days after today have their partition of events.
  int partitionsAhead() {
    return database.system(tx -> tx.sql().createQuery(PARTITIONS_AHEAD).mapTo(Integer.class).one());
  }
}
