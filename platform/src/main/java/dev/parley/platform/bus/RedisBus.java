package dev.parley.platform.bus;

import dev.parley.platform.agents.Agent;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.redis.RedisConnection;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bus of several nodes, on the publish and subscribe of one Redis server, which serves one
/// installation. A node hears its own messages directly, and skips the copies that Redis sends
/// back, which carry its name: so people on one node lose nothing when Redis is away.
public final class RedisBus implements Bus {
  private static final Logger LOG = LoggerFactory.getLogger(RedisBus.class);
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private static final String PREFIX = "parley:";
  private static final String CONTROL_CHANNEL = PREFIX + "control";
  private static final Duration HEARTBEAT = Duration.ofMillis(500);
  private static final Duration HEARTBEAT_WAIT_MAX = Duration.ofSeconds(1);
  private static final int SUBSCRIBE_BATCH = 1_000;

  private final long node = new SecureRandom().nextLong();
  private final Listeners listeners = new Listeners();
  private final Map<String, TopicKey> topics = new ConcurrentHashMap<>();
  private final Backlog backlog = new Backlog();
  private final Counter dropped;
  private final StatefulRedisConnection<String, byte[]> out;
  private final StatefulRedisPubSubConnection<String, byte[]> in;
  private final Agent heartbeat;

  /// Counts the reasons to doubt that everything was heard; and up to which of them everything has
  /// been subscribed anew since.
  private final AtomicLong doubts = new AtomicLong(1);

  private volatile long settled;

  private RedisBus(RedisConnection redis, MeterRegistry meters) {
    dropped =
        Counter.builder("parley.bus.dropped")
            .description("Messages that did not reach the transport")
            .register(meters);
    out = redis.client().connect(CODEC);
    in = redis.client().connectPubSub(CODEC);
    in.addListener(new Inbox());
    out.addListener(new Doubt());
    in.addListener(new Doubt());
    settle(doubts.get());
    heartbeat = Agent.start("bus-heartbeat", HEARTBEAT, this::beat);
  }

  /// Opens two connections more with the manners of this one.
  public static RedisBus open(RedisConnection redis, MeterRegistry meters) {
    return new RedisBus(redis, meters);
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public CompletionStage<Void> subscribe(TopicKey key) {
    var channel = channel(key);
    // Under the lock, so that commands leave in the order in which the topics change.
    synchronized (topics) {
      topics.put(channel, key);
      return in.async().subscribe(channel).handle((_, failure) -> subscribed(failure));
    }
  }

  private @Nullable Void subscribed(@Nullable Throwable failure) {
    if (failure != null) doubts.incrementAndGet();
    return null;
  }

  @Override
  public void unsubscribe(TopicKey key) {
    var channel = channel(key);
    synchronized (topics) {
      if (topics.remove(channel) != null) in.async().unsubscribe(channel);
    }
  }

  @Override
  public CompletionStage<Void> publish(BusMessage message) {
    var key = message.topic();
    if (key.isEmpty()) {
      listeners.message(message);
      return send(CONTROL_CHANNEL, message);
    }
    var channel = channel(key.get());
    if (topics.containsKey(channel)) listeners.message(message);
    return send(channel, message);
  }

  private CompletionStage<Void> send(String channel, BusMessage message) {
    if (!connected()) {
      dropped.increment();
      return CompletableFuture.failedStage(new RedisException("Redis is away"));
    }
    var bytes = BusCodec.encode(message, node);
    if (!backlog.admit(bytes.length, message instanceof BusMessage.Ephemeral)) {
      dropped.increment();
      return CompletableFuture.failedStage(new RedisException("Too many messages are waiting"));
    }
    return out.async()
        .publish(channel, bytes)
        .whenComplete((_, failure) -> {
          backlog.leave(bytes.length);
          if (failure != null) dropped.increment();
        })
        .thenApply(_ -> null);
  }

  @Override
  public boolean connected() {
    return settled == doubts.get();
  }

  private static String channel(TopicKey key) {
    return PREFIX + key.tenant() + ':' + key.topic();
  }

  private void beat() {
    long seen = doubts.get();
    if (!answers(in.async().ping()) || !answers(out.async().ping())) {
      if (connected()) LOG.warn("Redis does not answer; events of other nodes are polled");
      doubts.incrementAndGet();
    } else if (settled != seen && settle(seen)) {
      LOG.info("Redis is back");
      listeners.interrupted();
    }
  }

  private boolean settle(long seen) {
    if (!subscribeAll()) return false;
    settled = seen;
    return true;
  }

  /// Subscribes to everything that is wanted; true when the server has confirmed it.
  private boolean subscribeAll() {
    var pending = new ArrayList<Future<Void>>();
    synchronized (topics) {
      var channels = new ArrayList<>(topics.keySet());
      channels.add(CONTROL_CHANNEL);
      for (int from = 0; from < channels.size(); from += SUBSCRIBE_BATCH) {
        var batch = channels.subList(from, Math.min(from + SUBSCRIBE_BATCH, channels.size()));
        pending.add(in.async().subscribe(batch.toArray(String[]::new)));
      }
    }
    return pending.stream().allMatch(RedisBus::answers);
  }

  private static boolean answers(Future<?> answer) {
    try {
      answer.get(HEARTBEAT_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    heartbeat.close();
    doubts.incrementAndGet();
    in.close();
    out.close();
  }

  private final class Inbox extends RedisPubSubAdapter<String, byte[]> {
    @Override
    public void message(String channel, byte[] bytes) {
      var sender = BusCodec.sender(bytes);
      if (sender.isEmpty() || sender.get() == node) return;
      if (channel.equals(CONTROL_CHANNEL)) {
        BusCodec.decodeControl(bytes).ifPresent(listeners::message);
        return;
      }
      var key = topics.get(channel);
      if (key != null) BusCodec.decode(key, bytes).ifPresent(listeners::message);
    }
  }

  private final class Doubt implements RedisConnectionStateListener {
    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
      doubts.incrementAndGet();
    }
  }
}
