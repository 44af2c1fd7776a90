package dev.parley.platform.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/// Brings a database to the state that this build needs: the roles of the server, then every
/// migration on the class path below `dev/parley`. Safe to run again, and on two nodes at once.
public final class Migrations {
  private static final String LOCATION = "classpath:dev/parley";

  private Migrations() {}

  /// Migrates, and tells how many migrations were applied.
  public static int run(DatabaseAddress address) {
    ensureRoles(address);
    return flyway(address).migrate().migrationsExecuted;
  }

  /// How many migrations wait to be applied.
  public static int pending(DatabaseAddress address) {
    return flyway(address).info().pending().length;
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

  private static void ensureRoles(DatabaseAddress address) {
    try (var connection =
        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
      Roles.ensure(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot prepare the database " + address, e);
    }
  }
}
