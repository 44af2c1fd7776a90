package dev.parley.platform.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.platform.process.TiedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from a directory to a server that answers, the first time and after every fall.
record Starter(
    EmbeddedPostgres.Settings settings,
    ServerUser user,
    Binaries binaries,
    DataDirectory directory) {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

  /// Recovery after a crash is part of the start, so this is long.
  private static final Duration START_MAX = Duration.ofMinutes(5);

  private static final int PORT_ATTEMPTS_MAX = 5;

  /// Makes the data, or makes sure that they are ours to work on.
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
            "--username=" + EmbeddedPostgres.SUPERUSER,
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

  /// A server that answers.
  record Started(TiedProcess process, int port) {}

  /// Starts on any free port.
  Started start() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return start(freePort());
      } catch (IOException e) {
        boolean taken = String.valueOf(e.getMessage()).contains("Address already in use");
        if (!taken || attempt == PORT_ATTEMPTS_MAX) throw e;
      }
    }
  }

  /// Starts on that port.
  Started start(int port) throws IOException, InterruptedException {
    var process =
        TiedProcess.start(
            new TiedProcess.Command(
                user.prefix(), serverCommand(port), "INT", directory.startLog()));
    boolean answers = false;
    try {
      awaitAnswer(process, port, directory.password());
      answers = true;
      LOG.info("PostgreSQL answers on port {}, data in {}", port, directory.data());
      return new Started(process, port);
    } finally {
      if (!answers) process.stop("QUIT", EmbeddedPostgres.STOP_MAX);
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
              EmbeddedPostgres.url(port, "postgres") + "?connectTimeout=5",
              EmbeddedPostgres.SUPERUSER,
              password)) {
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
      if (!exists(connection, "select from pg_roles where rolname = ?", EmbeddedPostgres.LOGIN)) {
        statement.execute(
            "create role %s login createrole createdb password '%s'"
                .formatted(EmbeddedPostgres.LOGIN, password));
      }
      if (!exists(
          connection, "select from pg_database where datname = ?", EmbeddedPostgres.DATABASE)) {
        statement.execute(
            "create database %s owner %s"
                .formatted(EmbeddedPostgres.DATABASE, EmbeddedPostgres.LOGIN));
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
