package dev.parley.platform.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.process.TiedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running PostgreSQL server of our own, on the loopback alone. It ends when it is closed and
/// when this process ends, however that happens; what was committed stays on disk.
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String SUPERUSER = "postgres";
  private static final String LOGIN = "parley";
  private static final String DATABASE = "parley";

  /// Recovery after a crash is part of the start, so this is long.
  private static final Duration START_MAX = Duration.ofMinutes(5);

  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final int PORT_ATTEMPTS_MAX = 5;

  private final DataDirectory directory;
  private final TiedProcess server;
  private final int port;
  private final String password;

  private EmbeddedPostgres(DataDirectory directory, TiedProcess server, int port, String password) {
    this.directory = directory;
    this.server = server;
    this.port = port;
    this.password = password;
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
      return starter.start();
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

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public void close() {
    server.stop("INT", STOP_MAX);
    directory.close();
  }

  /// The way from a directory to a server that answers.
  private record Starter(
      Settings settings, ServerUser user, Binaries binaries, DataDirectory directory) {

    void prepare() throws IOException, InterruptedException {
      if (directory.isInitialised()) {
        var wanted = version();
        var found = directory.majorVersion();
        if (!wanted.equals(found)) {
          throw new StartFailed(
              "The data in %s was written by PostgreSQL %s, and this build carries %s: dump it with"
                      .formatted(directory.data(), found, wanted)
                  + " the old version and restore it into a new directory");
        }
        directory.clearLeftovers();
      } else {
        initialise();
      }
    }

    private String version() throws IOException, InterruptedException {
      var words = run(List.of(binaries.program("postgres"), "--version")).split(" ");
      return words[words.length - 1].strip().split("\\.")[0];
    }

    private void initialise() throws IOException, InterruptedException {
      var half = directory.half();
      Disk.deleteTree(half);
      directory.password();
      user.own(directory.passwordFile());
      var words = new ArrayList<>(user.prefix());
      words.addAll(
          List.of(
              binaries.program("initdb"),
              "--pgdata=" + half,
              "--username=" + SUPERUSER,
              "--auth=scram-sha-256",
              "--pwfile=" + directory.passwordFile(),
              "--encoding=UTF8",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C",
              "--no-instructions"));
      if (!settings.durable()) words.add("--no-sync");
      run(words);
      Files.move(half, directory.data());
    }

    private static String run(List<String> words) throws IOException, InterruptedException {
      var process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) throw new IOException(output.strip());
      return output.strip();
    }

    EmbeddedPostgres start() throws IOException, InterruptedException {
      var password = directory.password();
      for (int attempt = 1; ; attempt++) {
        int port = freePort();
        var server =
            TiedProcess.start(
                new TiedProcess.Command(
                    user.prefix(), serverCommand(port), "INT", directory.startLog()));
        try {
          awaitAnswer(server, port, password);
          LOG.info("PostgreSQL answers on port {}, data in {}", port, directory.data());
          return new EmbeddedPostgres(directory, server, port, password);
        } catch (IOException e) {
          server.stop("QUIT", STOP_MAX);
          boolean taken = String.valueOf(e.getMessage()).contains("Address already in use");
          if (!taken || attempt == PORT_ATTEMPTS_MAX) throw e;
        }
      }
    }

    private List<String> serverCommand(int port) {
      var words = new ArrayList<String>();
      words.addAll(List.of(binaries.program("postgres"), "-D", directory.data().toString()));
      var options = new ArrayList<String>();
      options.add("port=" + port);
      options.addAll(COMMON);
      options.addAll(settings.durable() ? DURABLE : FAST);
      for (var option : options) words.addAll(List.of("-c", option));
      return words;
    }

    private static final List<String> COMMON =
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "timezone=UTC",
            "log_timezone=UTC",
            "jit=off",
            // Values of rows, such as addresses of people, stay out of the log.
            "log_error_verbosity=terse",
            "log_min_error_statement=panic");

    private static final List<String> DURABLE =
        List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_buffers=128MB",
            "max_wal_size=2GB",
            "logging_collector=on",
            "log_directory=../log",
            "log_filename=postgres-%a.log",
            "log_truncate_on_rotation=on",
            "log_rotation_age=1d");

    private static final List<String> FAST =
        List.of(
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "shared_buffers=64MB",
            "wal_level=minimal",
            "max_wal_senders=0");

    private static int freePort() throws IOException {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    private void awaitAnswer(TiedProcess server, int port, String password)
        throws IOException, InterruptedException {
      long deadline = System.nanoTime() + START_MAX.toNanos();
      while (true) {
        try (var connection =
            DriverManager.getConnection(
                url(port, "postgres") + "?connectTimeout=5", SUPERUSER, password)) {
          prepareLogin(connection, password);
          return;
        } catch (SQLException e) {
          if (!server.isAlive()) throw new IOException(lastWords(), e);
          if (!isStarting(e)) throw new IOException(e.getMessage(), e);
          if (System.nanoTime() - deadline > 0) throw new IOException("no answer in time", e);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }

    private static boolean isStarting(SQLException fault) {
      var state = String.valueOf(fault.getSQLState());
      return state.startsWith("08") || state.equals("57P03");
    }

    private String lastWords() throws IOException {
      var text = Files.readString(directory.startLog()).strip();
      return Disk.isFull(text) ? "the disk is full" : text;
    }

    private static void prepareLogin(Connection connection, String password) throws SQLException {
      try (var statement = connection.createStatement()) {
        if (!exists(connection, "select from pg_roles where rolname = ?", LOGIN)) {
          statement.execute(
              "create role %s login createrole createdb password '%s'".formatted(LOGIN, password));
        }
        if (!exists(connection, "select from pg_database where datname = ?", DATABASE)) {
          statement.execute("create database %s owner %s".formatted(DATABASE, LOGIN));
        }
      }
    }

    private static boolean exists(Connection connection, String query, String name)
        throws SQLException {
      try (var statement = connection.prepareStatement(query)) {
        statement.setString(1, name);
        try (var rows = statement.executeQuery()) {
          return rows.next();
        }
      }
    }
  }
}
