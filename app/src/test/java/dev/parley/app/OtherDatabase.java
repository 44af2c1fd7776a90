package dev.parley.app;

import dev.parley.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// A database in which nothing has been made, beside a test's own on the same server.
final class OtherDatabase {
  private final TestPostgres neighbour;
  private final String name;

  OtherDatabase(TestPostgres neighbour, String name, String owner) {
    this.neighbour = neighbour;
    this.name = name;
    run(neighbour.superuser().jdbcUrl(), "create database %s owner %s".formatted(name, owner));
  }

  private String url() {
    var url = neighbour.address().jdbcUrl();
    return url.substring(0, url.lastIndexOf('/') + 1) + name;
  }

  /// What an operator gives a command to use it.
  List<String> options(String login, String password) {
    return List.of(
        "--database-url", url(), "--database-user", login, "--database-password", password);
  }

  /// Runs statements in it as a superuser does.
  void execute(String statements) {
    run(url(), statements);
  }

  int tables() {
    try (var connection = connect(url());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("select count(*) from pg_tables where schemaname = 'public'")) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void drop() {
    run(neighbour.superuser().jdbcUrl(), "drop database %s with (force)".formatted(name));
  }

  private void run(String url, String statements) {
    try (var connection = connect(url);
        var statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(statements, e);
    }
  }

  private Connection connect(String url) throws SQLException {
    var root = neighbour.superuser();
    return DriverManager.getConnection(url, root.user(), root.password());
  }
}
