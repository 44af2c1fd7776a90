package dev.parley.e2e;

import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.testkit.TestPostgres;
import dev.parley.testkit.TestRedis;
import java.sql.DriverManager;
import java.sql.SQLException;

/// What the nodes of a cluster share.
public interface Services extends AutoCloseable {
  DatabaseAddress address();

  /// The same database for this process.
  PostgresDatabase database();

  TestRedis redis();

  /// Runs a statement as the database's superuser.
  void execute(String statement);

  @Override
  void close();

  /// A database on the server that all tests of this process share, and a Redis of one's own.
  static Services shared() {
    return new Shared(TestPostgres.create(), TestRedis.create());
  }

  /// What [#shared] gives.
  record Shared(TestPostgres postgres, TestRedis redis) implements Services {
    @Override
    public DatabaseAddress address() {
      return postgres.address();
    }

    @Override
    public PostgresDatabase database() {
      return postgres.database();
    }

    @Override
    public void execute(String statement) {
      var root = postgres.superuser();
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
      redis.close();
      postgres.close();
    }
  }
}
