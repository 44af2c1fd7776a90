package dev.parley.platform.bus;

import dev.parley.platform.agents.Agent;
import dev.parley.platform.redis.RedisConnection;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The lines to all servers of a bus. Wants each channel of the server that has it, and follows
/// when another server has it from some moment on.
final class Lines implements AutoCloseable {
  /// How often it is looked who has what, and how often while something speaks for a change.
  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Dialect dialect;
  private final RedisClient client;
  private final Listener listener;
  private final Map<RedisURI, Line> lines = new ConcurrentHashMap<>();

  /// The channels that are wanted, and of whom. Guarded by this, as is who is wanted of nobody.
  private final Map<String, Line> places = new HashMap<>();

  private final Set<String> homeless = new HashSet<>();

  /// Whether something speaks for a change.
  private final AtomicBoolean astray = new AtomicBoolean();

  private final Agent following;
  private long looked = System.nanoTime();

  /// Hears what comes on any line.
  interface Listener {
    void message(String channel, byte[] message);

    /// Something may have been missed, and is heard again.
    void interrupted();
  }

  /// Blocks until every server has been tried.
  Lines(Dialect dialect, RedisClient client, Listener listener) {
    this.dialect = dialect;
    this.client = client;
    this.listener = listener;
    place();
    lines.values().forEach(line -> line.awaitTried(RedisConnection.TIMEOUT.multipliedBy(2)));
    following = Agent.start("bus-lines", Line.HEARTBEAT, this::follow);
  }

  /// The stage completes when the channel is heard, or when that is in doubt.
  synchronized CompletionStage<Void> hear(String channel) {
    var line = serving(channel);
    if (line.isEmpty()) {
      homeless.add(channel);
      astray.set(true);
      return CompletableFuture.completedStage(null);
    }
    places.put(channel, line.get());
    return line.get().hear(channel);
  }

  synchronized void leave(String channel) {
    homeless.remove(channel);
    var line = places.remove(channel);
    if (line != null) line.leave(channel);
  }

  /// Sends all that was left.
  void flush() {
    lines.values().forEach(Line::flush);
  }

  /// Leaves a message for the next flush. The stage completes when a server has taken it, and fails
  /// when none has.
  CompletionStage<Long> publish(String channel, byte[] message) {
    var line = serving(channel);
    if (line.isEmpty()) {
      return CompletableFuture.failedStage(new RedisException("Nobody has the channel"));
    }
    return line.get()
        .publish(channel, message)
        .whenComplete((_, failure) -> {
          if (failure != null) astray.set(true);
        });
  }

  private Optional<Line> serving(String channel) {
    return dialect.server(channel).map(lines::get);
  }

  /// Whether everything that is wanted is heard.
  synchronized boolean hears() {
    return homeless.isEmpty() && lines.values().stream().allMatch(Line::hears);
  }

  private void follow() {
    var since = Duration.ofNanos(System.nanoTime() - looked);
    if (since.compareTo(astray.get() ? LOOK_AGAIN : LOOK_EVERY) < 0) return;
    astray.set(false);
    dialect.look();
    looked = System.nanoTime();
    place();
    endOthers(dialect.servers());
  }

  private synchronized void place() {
    for (var server : dialect.servers()) lines.computeIfAbsent(server, this::open);
    for (var channel : Set.copyOf(places.keySet())) move(channel);
    for (var channel : Set.copyOf(homeless)) move(channel);
  }

  private Line open(RedisURI server) {
    return new Line(server, dialect, client, new Told());
  }

  /// Servers that have no channels any more.
  private void endOthers(Set<RedisURI> servers) {
    var idle = new HashMap<RedisURI, Line>(lines);
    idle.keySet().removeAll(servers);
    idle.values().removeIf(line -> !line.isIdle());
    lines.keySet().removeAll(idle.keySet());
    idle.values().forEach(Line::close);
  }

  private void move(String channel) {
    var now = serving(channel).orElse(null);
    var before = places.get(channel);
    if (now == before) return;
    leave(channel);
    hear(channel);
    if (now != null) now.doubt();
  }

  @Override
  public void close() {
    following.close();
    lines.values().forEach(Line::close);
  }

  private final class Told implements Line.Owner {
    @Override
    public void message(String channel, byte[] message) {
      listener.message(channel, message);
    }

    @Override
    public void settled(Line line) {
      listener.interrupted();
    }

    @Override
    public void astray() {
      astray.set(true);
    }
  }
}
