package dev.parley.app.doctor;

import dev.parley.app.server.Storage;
import dev.parley.platform.config.Config;
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

/// Looks at the database: reachable, migrated, roles, partitions, clock.
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
              "Check PARLEY_DATABASE_URL, the login, and that PostgreSQL 15 or newer runs there."));
      return;
    }
    findings.add(Finding.ok("database: PostgreSQL at " + address));
    if (!migrated(address)) return;
    try (var database = PostgresDatabase.open(address, PoolSizes.SMALL)) {
      var store = new DoctorStore(database);
      roles(store);
      partitions(store);
      clock(store);
    }
  }

  private boolean migrated(DatabaseAddress address) {
    int pending = Migrations.pending(address);
    findings.add(
        pending == 0
            ? Finding.ok("migrations: all applied")
            : Finding.warn(
                "migrations: " + pending + " wait",
                "The next start applies them, or bin/parley migrate does now."));
    return pending == 0;
  }

  private void roles(DoctorStore store) {
    var missing = store.missingRoles();
    findings.add(
        missing.isEmpty()
            ? Finding.ok("roles: all there")
            : Finding.fail("roles: missing " + missing, "Run bin/parley migrate as their owner."));
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
