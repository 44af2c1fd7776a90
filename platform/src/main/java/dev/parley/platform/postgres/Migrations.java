package dev.parley.platform.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.internal.exception.FlywaySqlException;

/// Brings a database to the state that this build needs: the roles of the server, then every
/// migration on the class path below `dev/parley`. Safe to run again, and on two nodes at once.
public final class Migrations {
  private static final String LOCATION = "classpath:dev/parley";

  private Migrations() {}

  /// Migrates, and tells how many migrations were applied. Throws [RightsMissing].
  public static int run(DatabaseAddress address) {
    connected(address, Rights::obtain);
    boolean waiting = state(address).pending() > 0;
    if (waiting) connected(address, Rights::demandTables);
    return flyway(address).migrate().migrationsExecuted;
  }

  /// What a superuser would have to run before [#run]; empty where the login can do all itself.
  /// Changes nothing.
  public static Optional<String> missingRights(DatabaseAddress address) {
    try {
      connected(address, Rights::rehearse);
      if (state(address).pending() > 0) connected(address, Rights::demandTables);
      return Optional.empty();
    } catch (RightsMissing missing) {
      return Optional.of(missing.statements());
    }
  }

  /// How many migrations a database has seen, and how many wait to be applied.
  public record State(int applied, int pending) {
    /// Whether the database has been migrated, at least once.
    public boolean begun() {
      return applied > 0;
    }
  }

  /// Reads how far the database is. Changes nothing.
  public static State state(DatabaseAddress address) {
    var info = info(address);
    return new State(info.applied().length, info.pending().length);
  }

  private static MigrationInfoService info(DatabaseAddress address) {
    try {
      return flyway(address).info();
    } catch (FlywaySqlException e) {
      if (!Rights.areMissing(e.getCause())) throw e;
      throw new IllegalStateException(
          "The database %s was migrated by another login than %s: use that one, or let a superuser hand it over with: reassign owned by OTHER to \"%s\";"
              .formatted(address, address.user(), address.user()),
          e);
    }
  }

  private static Flyway flyway(DatabaseAddress address) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(address.jdbcUrl(), address.user(), address.password())
        .locations(LOCATION)
        // Features are stamped by different hands, so an earlier stamp may arrive later.
        .outOfOrder(true)
        .cleanDisabled(true)
        .load();
  }

  private interface Use {
    void of(Connection connection) throws SQLException;
  }

  private static void connected(DatabaseAddress address, Use use) {
    try (var connection =
        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
      use.of(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot prepare the database " + address, e);
    }
  }
}
