package dev.parley.platform.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/// Brings a database to the state that this build needs: the roles of the server, then every
/// migration on the class path below `dev/parley`. Safe to run again, and on two nodes at once.
public final class Migrations {
  private static final String LOCATION = "classpath:dev/parley";

  private Migrations() {}

  /// Migrates, and tells how many migrations were applied. Throws [RightsMissing].
  public static int run(DatabaseAddress address) {
    var flyway = flyway(address);
    boolean waiting = flyway.info().pending().length > 0;
    connected(address, connection -> Rights.obtain(connection, waiting));
    return flyway.migrate().migrationsExecuted;
  }

  /// What a superuser would have to run before [#run]; empty where the login can do all itself.
  /// Changes nothing.
  public static Optional<String> missingRights(DatabaseAddress address) {
    boolean waiting = pending(address) > 0;
    try {
      connected(address, connection -> Rights.rehearse(connection, waiting));
      return Optional.empty();
    } catch (RightsMissing missing) {
      return Optional.of(missing.statements());
    }
  }

  /// Whether the database has been migrated, at least once.
  public static boolean begun(DatabaseAddress address) {
    return flyway(address).info().applied().length > 0;
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
