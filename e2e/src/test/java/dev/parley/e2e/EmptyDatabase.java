package dev.parley.e2e;

import dev.parley.testkit.TestPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/// A database in which nothing has been made yet, as an operator hands it to a first start.
final class EmptyDatabase implements AutoCloseable {
  private static final String NAME = "e2e_empty";

  private final TestPostgres neighbour;

  private EmptyDatabase(TestPostgres neighbour) {
    this.neighbour = neighbour;
  }

  static EmptyDatabase create() {
    var database = new EmptyDatabase(TestPostgres.create());
    database.execute("create database " + NAME + " owner parley template template0");
    return database;
  }

  /// Over the settings of a node that uses another database of the same server.
  Map<String, String> environment() {
    var url = neighbour.address().jdbcUrl();
    return Map.of("PARLEY_DATABASE_URL", url.substring(0, url.lastIndexOf('/') + 1) + NAME);
  }

  private void execute(String statement) {
    var root = neighbour.superuser();
    try (var connection =
            DriverManager.getConnection(root.jdbcUrl(), root.user(), root.password());
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  @Override
  public void close() {
    execute("drop database " + NAME + " with (force)");
    neighbour.close();
  }
}
