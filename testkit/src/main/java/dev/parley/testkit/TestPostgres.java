package dev.parley.testkit;

import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.postgres.Migrations;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.platform.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// A database of one's own: migrated, empty, and cheap, since it is a copy of a template on the one
/// server that all tests of this process share. A test class opens one and closes it.
public final class TestPostgres implements AutoCloseable {
  private static final String TEMPLATE = "parley";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final DatabaseAddress address;
  private final PostgresDatabase database;

  private TestPostgres(DatabaseAddress address) {
    this.address = address;
    this.database = PostgresDatabase.open(address, PoolSizes.SMALL);
  }

  /// A fresh database.
  public static TestPostgres create() {
    var name = "test_" + COUNT.incrementAndGet();
    var address = Server.RUNNING.address(name);
    execute(
        "create database %s owner %s template %s strategy file_copy"
            .formatted(name, address.user(), TEMPLATE));
    return new TestPostgres(address);
  }

  public PostgresDatabase database() {
    return database;
  }

  /// The login that owns the tables, for a look behind row-level security's back there is
  /// [#superuser()].
  public DatabaseAddress address() {
    return address;
  }

  /// Sees every row of this database, for assertions alone.
  public DatabaseAddress superuser() {
    return Server.RUNNING.superuser(name());
  }

  private String name() {
    return address.jdbcUrl().substring(address.jdbcUrl().lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    database.close();
    execute("drop database " + name() + " with (force)");
  }

  // PostgreSQL copies a template only while nobody is connected to it, one copy at a time.
  private static synchronized void execute(String statement) {
    var root = Server.RUNNING.superuser("postgres");
    try (var connection =
            DriverManager.getConnection(root.jdbcUrl(), root.user(), root.password());
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        var directory =
            Files.createTempDirectory(
                "parley-postgres-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        var server = EmbeddedPostgres.start(EmbeddedPostgres.Settings.fast(directory));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory)));
        Migrations.run(server.address());
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void stop(EmbeddedPostgres server, Path directory) {
      server.close();
      Folders.delete(directory);
    }
  }
}
