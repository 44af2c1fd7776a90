package dev.parley.e2e;

import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.testkit.TestPostgres;
import dev.parley.testkit.TestRedis;

/// What the nodes of a cluster share.
public interface Services extends AutoCloseable {
  DatabaseAddress address();

  /// The same database for this process.
  PostgresDatabase database();

  TestRedis redis();

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
    public void close() {
      redis.close();
      postgres.close();
    }
  }
}
