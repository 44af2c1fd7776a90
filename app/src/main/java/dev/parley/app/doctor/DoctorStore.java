package dev.parley.app.doctor;

import dev.parley.platform.postgres.Database;
import java.time.Instant;
import java.util.List;

/// What the doctor asks the database's own catalogue.
final class DoctorStore {
  private static final String NOW = "select clock_timestamp()";

  private static final String MISSING_ROLES =
      """
      select wanted.name
      from unnest(array['parley_app', 'parley_system', 'parley_append', 'parley_definer'])
        as wanted (name)
      where not exists (select from pg_roles where rolname = wanted.name)
      """;

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

  List<String> missingRoles() {
    return database.system(tx -> tx.sql().createQuery(MISSING_ROLES).mapTo(String.class).list());
  }

  /// How many days after today have their partition of events.
  int partitionsAhead() {
    return database.system(tx -> tx.sql().createQuery(PARTITIONS_AHEAD).mapTo(Integer.class).one());
  }
}
