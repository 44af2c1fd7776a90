package dev.parley.app.doctor;

import dev.parley.app.server.KeyCheck;
import dev.parley.app.server.Storage;
import dev.parley.platform.config.Config;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.postgres.DatabaseProbe;
import dev.parley.platform.postgres.Migrations;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.platform.postgres.embedded.EmbeddedPostgres;
import dev.parley.platform.postgres.embedded.RunningServer;
import dev.parley.platform.postgres.embedded.StartFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Looks at the database: reachable, allowed, migrated, partitions, clock. Makes none.
final class DatabaseDoctor {
  private static final Duration CLOCK_APART_MAX = Duration.ofSeconds(2);

  private final Config config;
  private final List<Finding> findings = new ArrayList<>();

  DatabaseDoctor(Config config) {
    this.config = config;
  }

  List<Finding> look() {
    switch (config.stores().database()) {
      case Config.Database.External external -> examine(Storage.address(external));
      case Config.Database.Embedded _ -> embedded();
    }
    return findings;
  }

  private void embedded() {
    var directory = Storage.directory(config);
    var running = RunningServer.find(directory);
    if (running.isPresent()) {
      findings.add(Finding.ok("database: embedded, run by another process"));
      examine(running.get());
      return;
    }
    if (EmbeddedPostgres.isClosed(directory)) {
      findings.add(Finding.fail("database: it cannot be seen", Storage.closed(directory) + "."));
      return;
    }
    if (!EmbeddedPostgres.isIn(directory)) {
      findings.add(
          Finding.none(
              "database: there is none in " + directory.toAbsolutePath(),
              "Before the first start this is as it should be; else check --data."));
      return;
    }
    try (var server = EmbeddedPostgres.start(EmbeddedPostgres.Settings.durable(directory))) {
      findings.add(Finding.ok("database: embedded, starts in " + directory));
      examine(server.address());
    } catch (StartFailed e) {
      findings.add(
          Finding.fail("database: " + e.getMessage(), "Or name a server in PARLEY_DATABASE_URL."));
    }
  }

  private void examine(DatabaseAddress address) {
    var fault = DatabaseProbe.fault(address);
    if (fault.isPresent()) {
      findings.add(
          Finding.fail(
              "database: " + address + ": " + fault.get().reason(),
              "Check PARLEY_DATABASE_URL, the login, and that PostgreSQL %d or newer runs there."
                  .formatted(DatabaseProbe.VERSION_MIN)));
      return;
    }
    findings.add(Finding.ok("database: PostgreSQL at " + address));
    if (!allowed(address) || !migrated(address)) return;
    try (var database = PostgresDatabase.open(address, PoolSizes.SMALL)) {
      var store = new DoctorStore(database);
      key(database);
      partitions(store);
      clock(store);
    }
  }

  private boolean migrated(DatabaseAddress address) {
    var state = Migrations.state(address);
    if (!state.begun()) {
      findings.add(
          Finding.none(
              "migrations: there is no Parley in this database",
              "Before the first start this is as it should be; else check PARLEY_DATABASE_URL."));
      return false;
    }
    int pending = state.pending();
    findings.add(
        pending == 0
            ? Finding.ok("migrations: all applied")
            : Finding.warn(
                "migrations: " + pending + " wait",
                "The next start applies them, or bin/parley migrate does now."));
    return pending == 0;
  }

  private boolean allowed(DatabaseAddress address) {
    var missing = Migrations.missingRights(address);
    findings.add(
        missing
            .map(sql ->
                Finding.fail(
                    "rights: the login %s lacks some".formatted(address.user()),
                    "Let a superuser run this in the database, once:\n" + sql))
            .orElseGet(() -> Finding.ok("rights: the login has, or can give itself, all roles")));
    return missing.isEmpty();
  }

  private void key(Database database) {
    var check = new KeyCheck(config, database);
    findings.add(
        check
            .fault()
            .map(fault -> Finding.fail("master key: it cannot be used", fault + "."))
            .orElseGet(() ->
                Finding.ok(check.begun() ? "master key: fits" : "master key: not sealed yet")));
  }

  private void partitions(DoctorStore store) {
    int days = store.partitionsAhead();
    findings.add(
        days >= 1
            ? Finding.ok("event partitions: %d days ahead".formatted(days))
            : Finding.warn(
                "event partitions: none for tomorrow", "A running server makes them each hour."));
  }

  private void clock(DoctorStore store) {
    var apart = Duration.between(store.now(), Instant.now()).abs();
    findings.add(
        apart.compareTo(CLOCK_APART_MAX) <= 0
            ? Finding.ok("clock: %d ms from the database's".formatted(apart.toMillis()))
            : Finding.warn(
                "clock: %d s from the database's".formatted(apart.toSeconds()),
                "Synchronise both machines (chrony, systemd-timesyncd)."));
  }
}
