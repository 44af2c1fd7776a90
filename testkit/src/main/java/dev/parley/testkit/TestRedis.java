package dev.parley.testkit;

import dev.parley.platform.net.RedisAddress;
import java.util.List;

/// A Redis server of one's own, that can be stopped, killed and frozen, and comes back on the same
/// port. Keeps nothing on disk, and ends with the tests.
public final class TestRedis implements AutoCloseable {
  private final RedisProcess server = new RedisProcess(List.of());

  private TestRedis() {}

  /// Starts a server and waits until it answers.
  public static TestRedis create() {
    var redis = new TestRedis();
    redis.start();
    return redis;
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

  /// Starts it, empty, after a stop or kill.
  public void start() {
    server.start();
  }

  /// Says a command to it, words parted by blanks.
  public RedisAnswer say(String command) {
    return server.say(command);
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
