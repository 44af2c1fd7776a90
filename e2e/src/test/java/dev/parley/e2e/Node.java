package dev.parley.e2e;

import dev.parley.testkit.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One server process: `serve` on a free port, configured by environment and flags alone.
public final class Node implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final Pattern READY =
      Pattern.compile("(?m)^parley ready on (http://\\S+?)/?\\s*$");

  private final Process process;
  private final File out;
  private final File err;
  private @Nullable URI base;

  private Node(Process process, File out, File err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /// Starts it and waits until it says that it accepts traffic.
  public static Node start(Map<String, String> environment, String... flags) {
    var node = launch(environment, flags);
    node.awaitReady();
    return node;
  }

  /// Starts it and returns at once.
  public static Node launch(Map<String, String> environment, String... flags) {
    try {
      var folder = Program.folder("node-");
      var out = folder.resolve("out").toFile();
      var err = folder.resolve("err").toFile();
      var arguments = new ArrayList<>(List.of("serve", "--port", "0"));
      arguments.addAll(List.of(flags));
      var process = Program.start(environment, arguments, out, err);
      process.getOutputStream().close();
      return new Node(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until it says that it accepts traffic.
  public void awaitReady() {
    try {
      Await.until("ready", READY_MAX, () -> ready().isPresent() || !process.isAlive());
      base =
          ready()
              .map(URI::create)
              .orElseThrow(() -> new AssertionError("ended with " + process.exitValue()));
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw new AssertionError("the node did not become ready: " + log(), e);
    }
  }

  private Optional<String> ready() {
    var matcher = READY.matcher(Program.text(out));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// Where it listens, without a slash at the end.
  public URI base() {
    return Objects.requireNonNull(base, "not ready");
  }

  public URI socket() {
    return URI.create(base().toString().replaceFirst("^http", "ws") + "/api/v1/ws");
  }

  public Api api() {
    return new Api(base());
  }

  /// Everything that it has printed so far.
  public String log() {
    return Program.text(out) + Program.text(err);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// The process, as the operating system knows it.
  public long pid() {
    return process.pid();
  }

  /// As the power cut does: no farewell.
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /// As a long pause of the garbage collector, or of the machine: nothing runs, and all connections
  /// stay.
  public void freeze() {
    Program.signal(process, "STOP");
  }

  /// Lets it go on.
  public void thaw() {
    Program.signal(process, "CONT");
  }

  /// As the operator does; returns at once.
  public void terminate() {
    process.destroy();
  }

  /// Its exit code; fails when it still runs after that time.
  public int awaitExit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the node still runs after " + atMost + "\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) kill();
  }
}
