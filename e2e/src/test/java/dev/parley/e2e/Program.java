package dev.parley.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starts `dev.parley.app.Main` as an operator does, from the class path of this test run. Nothing
/// that it starts outlives this JVM, however this JVM ends.
public final class Program {
  /// Many start, for a moment each, on a machine with little of everything.
  private static final List<String> FOR_TESTS =
      List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private static volatile boolean measured;

  private static final Duration COMMAND_MAX = Duration.ofSeconds(60);
  private static final String CLASS_PATH = classPath();

  /// The kernel ties a child to the thread that forked it, so one thread forks and never ends.
  private static final ExecutorService FORKER =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("program-forker").factory());

  private Program() {}

  /// What a command left behind.
  public record Finished(int code, String out, String err, Duration took) {
    /// Everything it printed, for looking at and for failing with.
    public String said() {
      return out + err;
    }
  }

  /// Runs a command such as `tenant create acme` to its end, with an empty standard input.
  public static Finished run(Map<String, String> environment, String... arguments) {
    return feed("", environment, arguments);
  }

  /// Runs a command that reads `input`.
  public static Finished feed(String input, Map<String, String> environment, String... arguments) {
    try {
      var folder = folder("command-");
      var out = folder.resolve("out").toFile();
      var err = folder.resolve("err").toFile();
      long start = System.nanoTime();
      var process = start(environment, List.of(arguments), out, err);
      try (var in = process.outputWriter()) {
        in.write(input);
      }
      boolean ended = process.waitFor(COMMAND_MAX.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) process.destroyForcibly().waitFor();
      var took = Duration.ofNanos(System.nanoTime() - start);
      var finished = new Finished(process.exitValue(), text(out), text(err), took);
      if (!ended) throw new AssertionError(String.join(" ", arguments) + " hangs\n" + finished);
      return finished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A folder for what a process writes; it stays, for looking at after a failure.
  public static Path folder(String prefix) {
    try {
      var parent = Files.createDirectories(Path.of("target", "e2e").toAbsolutePath());
      return Files.createTempDirectory(parent, prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts it and returns at once.
  public static Process start(
      Map<String, String> environment, List<String> arguments, File out, File err) {
    var builder = new ProcessBuilder(words(arguments)).redirectOutput(out).redirectError(err);
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().putAll(environment);
    return CompletableFuture.supplyAsync(() -> fork(builder), FORKER).join();
  }

  private static Process fork(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a signal by name.
  static void signal(Process process, String name) {
    try {
      var words = List.of("kill", "-" + name, Long.toString(process.pid()));
      if (new ProcessBuilder(words).start().waitFor() == 0) return;
      throw new IllegalStateException(words + " did not help");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// From now on programs are started as in production, for what they cost to be looked at.
  public static void measured() {
    measured = true;
  }

  private static List<String> words(List<String> arguments) {
    var words = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
      words.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
    }
    words.add(ProcessHandle.current().info().command().orElse("java"));
    words.addAll(measured ? List.of() : FOR_TESTS);
    words.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            CLASS_PATH,
            "dev.parley.app.Main"));
    words.addAll(arguments);
    return words;
  }

  /// Without what belongs to tests alone.
  private static String classPath() {
    var all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes") && !entry.contains("junit"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  public static String text(File file) {
    try {
      return Files.readString(file.toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
