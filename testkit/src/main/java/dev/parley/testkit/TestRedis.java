package dev.parley.testkit;

import dev.parley.platform.process.TiedProcess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A Redis server of one's own, that can be stopped, killed and frozen, and comes back on the same
/// port. Keeps nothing on disk, and ends with the tests.
public final class TestRedis implements AutoCloseable {
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final int port = FreePort.next();
  private @Nullable TiedProcess server;

  private TestRedis() {}

  /// Starts a server and waits until it answers.
  public static TestRedis create() {
    var redis = new TestRedis();
    redis.start();
    return redis;
  }

  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /// Starts it, empty, after a stop or kill.
  public synchronized void start() {
    if (server != null && server.isAlive()) throw new IllegalStateException("It runs already");
    server =
        TiedProcess.start(
            new TiedProcess.Command(List.of(), command(), "KILL", Program.FOLDER.resolve("log")));
    Await.until("Redis answers", this::answers);
  }

  private List<String> command() {
    return List.of(
        Program.FILE.toString(),
        "--port",
        Integer.toString(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        Program.FOLDER.toString());
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+';
    } catch (IOException _) {
      return false;
    }
  }

  /// Ends it as an operator would.
  public void stop() {
    running().stop("TERM", STOP_MAX);
  }

  /// Ends it as a crash would.
  public void kill() {
    running().stop("KILL", STOP_MAX);
  }

  /// Lets it hang: connections stay open and nothing is answered.
  public void freeze() {
    running().signal("STOP");
  }

  /// Lets it go on.
  public void thaw() {
    running().signal("CONT");
  }

  private synchronized TiedProcess running() {
    if (server == null) throw new IllegalStateException("It was never started");
    return server;
  }

  @Override
  public void close() {
    kill();
  }

  private static final class Program {
    static final Path FOLDER = folder();
    static final Path FILE = unpack();

    private static Path folder() {
      try {
        var folder = Files.createTempDirectory("parley-redis-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(folder)));
        return folder;
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
