package dev.parley.platform.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A child process whose life is tied to ours: however this process ends, SIGKILL included, the
/// kernel sends the child its signal. It stands in a session of its own, so that a Ctrl-C at the
/// terminal reaches us alone and we stop things in our order.
public final class TiedProcess {
  private static final Logger LOG = LoggerFactory.getLogger(TiedProcess.class);

  private final Process process;

  private TiedProcess(Process process) {
    this.process = process;
  }

  /// What to start, and how it is told to stop.
  ///
  /// @param prefix what changes the identity, such as `unshare -U`; it must come before the tie,
  ///   because the kernel forgets the tie when the identity changes
  /// @param signal the name of the signal that ends the child with us, such as `INT`
  /// @param output the file that receives what the child prints
  public record Command(List<String> prefix, List<String> words, String signal, Path output) {}

  /// Starts the child.
  public static TiedProcess start(Command command) {
    var started = new CompletableFuture<Process>();
    // The kernel ties the child to the thread that forked it, so that thread has to stay.
    Thread.ofPlatform().daemon().name("tied-process").start(() -> runAndStay(command, started));
    try {
      return new TiedProcess(started.join());
    } catch (CompletionException e) {
      throw new UncheckedIOException(
          "Cannot start " + command.words().getFirst(), new IOException(e.getCause()));
    }
  }

  private static void runAndStay(Command command, CompletableFuture<Process> started) {
    try {
      var process =
          new ProcessBuilder(tied(command))
              .redirectErrorStream(true)
              .redirectOutput(command.output().toFile())
              .start();
      process.getOutputStream().close();
      started.complete(process);
      process.waitFor();
    } catch (IOException e) {
      started.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> tied(Command command) {
    var words = new ArrayList<>(command.prefix());
    if (onPath("setsid")) words.add("setsid");
    if (onPath("setpriv")) {
      words.addAll(List.of("setpriv", "--pdeathsig", command.signal()));
    } else {
      LOG.warn("setpriv is missing: {} would outlive a crash of this process", command.words());
    }
    words.addAll(command.words());
    return words;
  }

  private static boolean onPath(String program) {
    for (var folder : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      if (Files.isExecutable(Path.of(folder.isEmpty() ? "." : folder, program))) return true;
    }
    return false;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Sends a signal by name; nothing happens when the child is gone.
  public void signal(String name) {
    if (!process.isAlive()) return;
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for the child's end; false when it still runs after that time.
  public boolean awaitExit(Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Asks with the signal, and kills when that has not helped in time.
  public void stop(String signal, Duration grace) {
    signal(signal);
    if (awaitExit(grace)) return;
    process.destroyForcibly();
    awaitExit(grace);
  }
}
