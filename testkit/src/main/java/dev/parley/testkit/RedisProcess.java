package dev.parley.testkit;

import dev.parley.platform.process.TiedProcess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One Redis server on one port of the loopback: started, stopped, killed, frozen, started again.
/// Keeps no data on disk unless its options say so, and ends with the tests.
final class RedisProcess {
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final int port = FreePort.next();
  private final Path folder = Program.folder("server-");
  private final List<String> options;
  private @Nullable TiedProcess server;

  /// @param options beside those that every server here has, such as `--cluster-enabled yes`
  RedisProcess(List<String> options) {
    this.options = options;
  }

  int port() {
    return port;
  }

  /// Starts it and waits until it answers.
  synchronized void start() {
    if (server != null && server.isAlive()) throw new IllegalStateException("It runs already");
    server =
        TiedProcess.start(
            new TiedProcess.Command(List.of(), command(), "KILL", folder.resolve("log")));
    Await.until("Redis answers", () -> RedisAnswer.answers(port));
  }

  private List<String> command() {
    var words = new ArrayList<>(List.of(Program.FILE.toString(), "--port", port + ""));
    words.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    words.addAll(List.of("--dir", folder.toString()));
    words.addAll(options);
    return words;
  }

  /// Says a command to it, and reads the answer.
  RedisAnswer say(String command) {
    return RedisAnswer.to(port, command);
  }

  /// Ends it as an operator would.
  void stop() {
    running().stop("TERM", STOP_MAX);
  }

  /// Ends it as a crash would.
  void kill() {
    running().stop("KILL", STOP_MAX);
  }

  /// Lets it hang: connections stay open and nothing is answered.
  void freeze() {
    running().signal("STOP");
  }

  /// Lets it go on.
  void thaw() {
    running().signal("CONT");
  }

  long pid() {
    return running().pid();
  }

  synchronized boolean isAlive() {
    return server != null && server.isAlive();
  }

  private synchronized TiedProcess running() {
    if (server == null) throw new IllegalStateException("It was never started");
    return server;
  }

  private static final class Program {
    static final Path FOLDER = root();
    static final Path FILE = unpack();

    private static Path root() {
      try {
        var folder = Files.createTempDirectory("parley-redis-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static Path folder(String prefix) {
      try {
        return Files.createTempDirectory(FOLDER, prefix);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path unpack() {
      var machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
      var name = "/redis-server-7.0.15-linux-" + (machine.equals("aarch64") ? "arm64" : machine);
      var file = FOLDER.resolve("redis-server");
      try (var in = Program.class.getResourceAsStream(name)) {
        if (in == null) throw new FileNotFoundException(name);
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
