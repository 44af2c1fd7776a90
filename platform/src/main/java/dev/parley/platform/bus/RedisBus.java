package dev.parley.platform.bus;

import dev.parley.platform.events.TopicKey;
import dev.parley.platform.redis.RedisCluster;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.platform.redis.RedisServer;
import io.lettuce.core.RedisException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// The bus of several nodes, on the publish and subscribe of Redis, which serves one installation:
/// of one server, or of a cluster, by slot. A node hears its own messages directly, and skips the
/// copies that Redis sends back, which carry its name: so people on one node lose nothing when
/// Redis is away. Where a server of a cluster is away, the topics of its slots are.
public final class RedisBus implements Bus {
  private final long node = new SecureRandom().nextLong();
  private final Listeners listeners = new Listeners();
  private final Map<String, TopicKey> topics = new ConcurrentHashMap<>();
  private final Backlog backlog = new Backlog();
  private final Dialect dialect;
  private final Counter dropped;
  private final Lines lines;

  private RedisBus(RedisConnection redis, MeterRegistry meters) {
    dropped = dropped(meters);
    dialect =
        switch (redis) {
          case RedisServer one -> new PlainDialect(one.server());
          case RedisCluster many -> new ShardedDialect(many);
        };
    lines = new Lines(dialect, redis.links(), new Inbox());
    lines.hear(dialect.control()).toCompletableFuture().join();
    meters.gauge("parley.bus.connected", lines, all -> all.hears() ? 1 : 0);
  }

  /// Opens connections more, with the manners of this one.
  public static RedisBus open(RedisConnection redis, MeterRegistry meters) {
    return new RedisBus(redis, meters);
  }

  /// The counter, which stands at 0 where there is no transport.
  static Counter dropped(MeterRegistry meters) {
    return Counter.builder("parley.bus.dropped")
        .description("Messages that did not reach the transport")
        .register(meters);
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public CompletionStage<Void> subscribe(TopicKey key) {
    var channel = dialect.channel(key);
    topics.put(channel, key);
    return lines.hear(channel);
  }

  @Override
  public void unsubscribe(TopicKey key) {
    var channel = dialect.channel(key);
    topics.remove(channel);
    lines.leave(channel);
  }

  @Override
  public CompletionStage<Void> publish(BusMessage message) {
    var taken = leave(message);
    lines.flush();
    return taken;
  }

  @Override
  public CompletionStage<Void> publish(List<? extends BusMessage> messages) {
    var taken = new CompletableFuture<?>[messages.size()];
    for (int i = 0; i < taken.length; i++) taken[i] = leave(messages.get(i));
    lines.flush();
    return CompletableFuture.allOf(taken);
  }

  /// Hears it here, and leaves it to go to the other nodes with the next flush.
  private CompletableFuture<Void> leave(BusMessage message) {
    var key = message.topic();
    var channel = key.map(dialect::channel).orElseGet(dialect::control);
    if (key.isEmpty() || topics.containsKey(channel)) listeners.message(message);
    return send(channel, message);
  }

  private CompletableFuture<Void> send(String channel, BusMessage message) {
    var bytes = BusCodec.encode(message, node);
    if (!backlog.admit(bytes.length, message instanceof BusMessage.Ephemeral)) {
      dropped.increment();
      return CompletableFuture.failedFuture(new RedisException("Too many messages are waiting"));
    }
    return lines
        .publish(channel, bytes)
        .<Void>thenApply(_ -> null)
        .whenComplete((_, failure) -> {
          backlog.leave(bytes.length);
          if (failure != null) dropped.increment();
        })
        .toCompletableFuture();
  }

  @Override
  public boolean connected() {
    return lines.hears();
  }

  @Override
  public void close() {
    lines.close();
  }

  private final class Inbox implements Lines.Listener {
    @Override
    public void message(String channel, byte[] bytes) {
      var sender = BusCodec.sender(bytes);
      if (sender.isEmpty() || sender.get() == node) return;
      var key = topics.get(channel);
      if (key != null) {
        BusCodec.decode(key, bytes).ifPresent(listeners::message);
      } else if (channel.equals(dialect.control())) {
        BusCodec.decodeControl(bytes).ifPresent(listeners::message);
      }
    }

    @Override
    public void interrupted() {
      listeners.interrupted();
    }
  }
}
