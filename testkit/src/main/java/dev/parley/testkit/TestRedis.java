package dev.parley.testkit;

import dev.parley.platform.net.RedisAddress;
import java.util.List;

/// A Redis server of one's own, that can be stopped, killed and frozen, and comes back on the same
/// port; with its data only if it was made to keep them. Ends with the tests.
public final class TestRedis implements AutoCloseable {
  private final RedisProcess server;

  private TestRedis(List<String> options) {
    server = new RedisProcess(options);
    server.start();
  }

  /// Starts a server that keeps nothing on disk, and waits until it answers.
  public static TestRedis create() {
    return new TestRedis(List.of());
  }

  /// Starts a server whose data outlive its death, and waits until it answers.
  public static TestRedis keeping() {
    return new TestRedis(List.of("--appendonly", "yes"));
  }

  public String uri() {
    return "redis://127.0.0.1:" + port();
  }

  public RedisAddress address() {
    return RedisAddress.parse(uri());
  }

  public int port() {
    return server.port();
  }

  public long pid() {
    return server.pid();
  }

  /// Starts it after a stop or kill.
  public void start() {
    server.start();
  }

  /// Says a command to it, words parted by blanks.
  public RedisAnswer say(String command) {
    return server.say(command);
  }

  /// Forgets everything, as an operator's mistake.
  public void flush() {
    say("FLUSHALL");
  }

  /// Ends it as an operator would.
  public void stop() {
    server.stop();
  }

  /// Ends it as a crash would.
  public void kill() {
    server.kill();
  }

  /// Lets it hang: connections stay open and nothing is answered.
  public void freeze() {
    server.freeze();
  }

  /// Lets it go on.
  public void thaw() {
    server.thaw();
  }

  @Override
  public void close() {
    kill();
  }
}
