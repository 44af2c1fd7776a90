package dev.parley.platform.postgres.embedded;

import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.platform.postgres.Migrations;
import dev.parley.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The embedded server as one that an operator runs: durable, migrated, and nobody starts it again
/// when it falls. It can be stopped, killed and frozen, and comes back on the same port and data.
public final class LonePostgres implements AutoCloseable {
  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  private static final Duration HANG = Duration.ofSeconds(1);

  private final Starter starter;
  private final String password;
  private final int port;
  private dev.parley.platform.process.TiedProcess server;

  private LonePostgres(Starter starter) throws IOException, InterruptedException {
    this.starter = starter;
    starter.prepare();
    var started = starter.start();
    password = starter.directory().password();
    port = started.port();
    server = started.process();
  }

  /// A new server with its data in this directory.
  public static LonePostgres create(Path directory) {
    var user = ServerUser.choose();
    var settings = EmbeddedPostgres.Settings.durable(directory);
    var data = DataDirectory.open(directory, user);
    var starter = new Starter(settings, user, Binaries.in(user.cache()), data);
    var postgres = Await.get(() -> new LonePostgres(starter));
    Migrations.run(postgres.address());
    return postgres;
  }

  /// For nodes.
  public DatabaseAddress address() {
    return EmbeddedPostgres.address(port, password);
  }

  public int port() {
    return port;
  }

  public boolean isAlive() {
    return server.isAlive();
  }

  /// As the superuser; what is under way there ends with the statement.
  public void execute(String statement) {
    var url = EmbeddedPostgres.url(port, EmbeddedPostgres.DATABASE);
    try (var connection = DriverManager.getConnection(url, EmbeddedPostgres.SUPERUSER, password);
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  /// Starts it after a stop or a kill, and waits until it answers.
  public void start() {
    try {
      starter.directory().clearLeftovers();
      server = starter.start(port).process();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Ends it as an operator does who is in a hurry: connections are cut, data are written.
  public void stop() {
    server.stop("INT", STOP_MAX);
  }

  /// Ends all of its processes at once, as the power cut does.
  public void kill() {
    var all = processes().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    server.awaitExit(STOP_MAX);
  }

  /// Lets all of its processes hang: connections stay open and nothing is answered.
  public void freeze() {
    signal("STOP");
  }

  /// Lets them go on.
  public void thaw() {
    signal("CONT");
  }

  /// Hangs for [#HANG], and goes on.
  public void stutter() {
    freeze();
    try {
      LockSupport.parkNanos(HANG.toNanos());
    } finally {
      thaw();
    }
  }

  /// The server's own first, so that it makes no others.
  private Stream<ProcessHandle> processes() {
    var own = Optional.of(server.pid()).flatMap(ProcessHandle::of);
    return own.stream().flatMap(it -> Stream.concat(Stream.of(it), it.descendants()));
  }

  private void signal(String name) {
    var words = Stream.concat(Stream.of("kill", "-" + name), processes().map(p -> "" + p.pid()));
    Await.get(() -> new ProcessBuilder(words.toList()).start().waitFor());
  }

  @Override
  public void close() {
    if (server.isAlive()) {
      thaw();
      stop();
    }
    starter.directory().close();
  }
}
