package dev.parley.platform.postgres.embedded;

import dev.parley.platform.agents.Agent;
import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.process.TiedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running PostgreSQL server of our own, on the loopback alone. It ends when it is closed and
/// when this process ends, however that happens; what was committed stays on disk. When it falls,
/// as on a full disk, it is started again on the same port until it stands.
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  static final String SUPERUSER = "postgres";
  static final String LOGIN = "parley";
  static final String DATABASE = "parley";

  static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final Duration WATCH = Duration.ofSeconds(1);

  private final DataDirectory directory;
  private final Starter starter;
  private final String password;
  private final int port;
  private final Agent watch;
  private volatile TiedProcess server;

  private EmbeddedPostgres(Starter starter, Starter.Started started) throws IOException {
    this.directory = starter.directory();
    this.starter = starter;
    this.password = directory.password();
    this.port = started.port();
    this.server = started.process();
    this.watch = Agent.start("postgres-watch", WATCH, this::revive);
  }

  /// Where and how to run.
  ///
  /// @param directory the server's own; made when it is missing
  /// @param cache where the programs are unpacked; empty means the user's cache folder
  /// @param durable false only where the data may be lost with the machine: tests
  public record Settings(Path directory, Optional<Path> cache, boolean durable) {
    /// For a server: what is committed survives.
    public static Settings durable(Path directory) {
      return new Settings(directory, Optional.empty(), true);
    }

    /// For tests: fast, and lost with the machine.
    public static Settings fast(Path directory) {
      return new Settings(directory, Optional.empty(), false);
    }
  }

  /// Whether a server has been made in the directory, as far as we may see.
  public static boolean isIn(Path directory) {
    return Files.exists(version(directory));
  }

  /// Whether it cannot be seen if a server has been made in the directory: most often because
  /// another user owns it.
  public static boolean isClosed(Path directory) {
    return !isIn(directory) && !Files.notExists(version(directory));
  }

  private static Path version(Path directory) {
    return directory.resolve("data").resolve("PG_VERSION");
  }

  /// Starts the server and waits until it answers; throws [StartFailed].
  public static EmbeddedPostgres start(Settings settings) {
    return start(settings, ServerUser.choose());
  }

  static EmbeddedPostgres start(Settings settings, ServerUser user) {
    var binaries = Binaries.in(settings.cache().orElseGet(user::cache));
    var directory = DataDirectory.open(settings.directory(), user);
    try {
      var starter = new Starter(settings, user, binaries, directory);
      starter.prepare();
      return new EmbeddedPostgres(starter, starter.start());
    } catch (IOException e) {
      directory.close();
      throw new StartFailed("PostgreSQL did not start: " + Disk.reason(e), e);
    } catch (InterruptedException e) {
      directory.close();
      Thread.currentThread().interrupt();
      throw new StartFailed("The start of PostgreSQL was interrupted", e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /// The login of the server's own parts, on its own database: no superuser, but it may create the
  /// roles that [dev.parley.platform.postgres.Migrations] looks after.
  public DatabaseAddress address() {
    return address(DATABASE);
  }

  /// That login on a server which another process may have started.
  static DatabaseAddress address(int port, String password) {
    return new DatabaseAddress(url(port, DATABASE), LOGIN, password);
  }

  /// The same login on another database.
  public DatabaseAddress address(String database) {
    return new DatabaseAddress(url(port, database), LOGIN, password);
  }

  /// The superuser, for operators and tests.
  public DatabaseAddress superuser(String database) {
    return new DatabaseAddress(url(port, database), SUPERUSER, password);
  }

  /// The process that runs the server.
  public long pid() {
    return server.pid();
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private void revive() {
    if (server.isAlive()) return;
    LOG.error("PostgreSQL has ended by itself and is started again");
    try {
      directory.clearLeftovers();
      server = starter.start(port).process();
    } catch (IOException e) {
      throw new StartFailed("PostgreSQL did not start again: " + Disk.reason(e), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    watch.close();
    server.stop("INT", STOP_MAX);
    directory.close();
  }
}
