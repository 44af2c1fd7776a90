package dev.parley.app.server;

import dev.parley.platform.config.Config;
import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.postgres.DatabaseProbe;
import dev.parley.platform.postgres.Migrations;
import dev.parley.platform.postgres.RightsMissing;
import dev.parley.platform.postgres.embedded.EmbeddedPostgres;
import dev.parley.platform.postgres.embedded.RunningServer;
import dev.parley.platform.postgres.embedded.StartFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database of this installation, reachable and migrated: the operator's, or one that runs for
/// as long as this is open.
public final class Storage implements AutoCloseable {
  /// How long a start waits for the operator's database, which may be starting as well.
  public static final Duration WAIT_MAX = Duration.ofSeconds(60);

  private static final Duration WAIT_PAUSE = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private final DatabaseAddress address;
  private final Optional<EmbeddedPostgres> embedded;

  private Storage(DatabaseAddress address, Optional<EmbeddedPostgres> embedded) {
    this.address = address;
    this.embedded = embedded;
  }

  /// Opens and migrates; throws [Unavailable].
  public static Storage open(Config config) {
    var storage = reach(config);
    try {
      int applied = Migrations.run(storage.address);
      if (applied > 0) LOG.info("Applied {} migrations", applied);
      return storage;
    } catch (RightsMissing e) {
      storage.close();
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      storage.close();
      throw new Unavailable("The database could not be migrated: " + innermost(e), e);
    }
  }

  /// For an operator's command on what is there: makes and migrates nothing, and uses the embedded
  /// server that another process runs, if one does. Throws [Unavailable] where there is no Parley.
  public static Storage attach(Config config) {
    var storage =
        switch (config.stores().database()) {
          case Config.Database.Embedded _ -> found(directory(config));
          case Config.Database.External external -> external(address(external));
        };
    try {
      requireMigrated(storage.address);
      return storage;
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  private static Storage found(Path directory) {
    var running = RunningServer.find(directory);
    if (running.isPresent()) return new Storage(running.get(), Optional.empty());
    if (EmbeddedPostgres.isIn(directory)) return embedded(directory);
    if (EmbeddedPostgres.isClosed(directory)) throw new Unavailable(closed(directory));
    throw new Unavailable(
        "There is no Parley database in %s. Check --data, or make one: bin/parley migrate"
            .formatted(directory.toAbsolutePath()));
  }

  /// What to tell where a directory may not be looked into.
  public static String closed(Path directory) {
    return "The directory %s cannot be looked into. Run this as the user who runs Parley"
        .formatted(directory.toAbsolutePath());
  }

  private static void requireMigrated(DatabaseAddress address) {
    var state = Migrations.state(address);
    if (!state.begun()) {
      throw new Unavailable(
          "There is no Parley in the database %s. Check where it is, or make it: bin/parley migrate"
              .formatted(address));
    }
    int pending = state.pending();
    if (pending > 0) {
      throw new Unavailable(
          "The database %s waits for %d migrations. Start the server, or run: bin/parley migrate"
              .formatted(address, pending));
    }
  }

  private static Storage reach(Config config) {
    return switch (config.stores().database()) {
      case Config.Database.Embedded _ -> embedded(directory(config));
      case Config.Database.External external -> external(address(external));
    };
  }

  /// Where the embedded server keeps its data.
  public static Path directory(Config config) {
    return config.node().data().resolve("postgres");
  }

  /// The path, or the part of it that is there: where what is missing would be made.
  public static Path existing(Path path) {
    var at = path.toAbsolutePath();
    while (!Files.exists(at)) {
      var above = at.getParent();
      if (above == null) return at;
      at = above;
    }
    return at;
  }

  /// Where an operator's database is, and as whom to log in.
  public static DatabaseAddress address(Config.Database.External external) {
    var address = DatabaseAddress.parse(external.url().reveal());
    return new DatabaseAddress(
        address.jdbcUrl(),
        external.user().orElse(address.user()),
        external.password().map(secret -> secret.reveal()).orElse(address.password()));
  }

  private static Storage embedded(Path directory) {
    try {
      var server = EmbeddedPostgres.start(EmbeddedPostgres.Settings.durable(directory));
      return new Storage(server.address(), Optional.of(server));
    } catch (StartFailed e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  private static Storage external(DatabaseAddress address) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    for (var fault = DatabaseProbe.fault(address);
        fault.isPresent();
        fault = DatabaseProbe.fault(address)) {
      var reason = fault.get().reason();
      if (fault.get().lasting() || System.nanoTime() - deadline > 0) {
        throw new Unavailable("The database %s does not take us: %s".formatted(address, reason));
      }
      LOG.warn("Waiting for the database {}: {}", address, reason);
      LockSupport.parkNanos(WAIT_PAUSE.toNanos());
    }
    return new Storage(address, Optional.empty());
  }

  private static String innermost(Throwable fault) {
    var at = fault;
    for (var cause = at.getCause(); cause != null; cause = at.getCause()) at = cause;
    return String.valueOf(at.getMessage()).lines().findFirst().orElse("");
  }

  /// The login that owns the tables.
  public DatabaseAddress address() {
    return address;
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedPostgres::close);
  }
}
