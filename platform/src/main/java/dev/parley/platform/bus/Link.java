package dev.parley.platform.bus;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Two connections to one server, to say and to hear, that live and end together: never mended,
/// always replaced. What is asked of them leaves with the next flush.
final class Link implements AutoCloseable {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  final StatefulRedisConnection<String, byte[]> out;
  final StatefulRedisPubSubConnection<String, byte[]> in;

  /// Hears what comes on the link. Called on Redis's event loops; must not block.
  interface Listener {
    void message(String channel, byte[] message);

    void joined(String channel);

    void left(String channel);

    /// One of the connections has ended.
    void broken();
  }

  private Link(
      StatefulRedisConnection<String, byte[]> out,
      StatefulRedisPubSubConnection<String, byte[]> in,
      Listener listener) {
    this.out = out;
    this.in = in;
    out.setAutoFlushCommands(false);
    in.setAutoFlushCommands(false);
    in.addListener(new Ear(listener));
    out.addListener(new End(listener));
    in.addListener(new End(listener));
  }

  /// Connects; blocks, and throws RedisException.
  static Link open(RedisClient client, RedisURI server, Listener listener) {
    var out = client.connect(CODEC, server);
    try {
      return new Link(out, client.connectPubSub(CODEC, server), listener);
    } catch (RedisException e) {
      out.closeAsync();
      throw e;
    }
  }

  boolean isOpen() {
    return out.isOpen() && in.isOpen();
  }

  /// Sends all messages that were left so far. One flush at a time, or they would overtake.
  synchronized void flush() {
    out.flushCommands();
  }

  /// Whether both answer in time. All that was asked before has been answered then as well.
  boolean answers(Duration atMost) {
    var heard = in.async().ping();
    var said = out.async().ping();
    in.flushCommands();
    flush();
    long end = System.nanoTime() + atMost.toNanos();
    return comes(heard, end) && comes(said, end);
  }

  private static boolean comes(Future<?> answer, long end) {
    try {
      answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Does not wait. What has not been answered fails.
  @Override
  public void close() {
    out.closeAsync();
    in.closeAsync();
  }

  private static final class Ear extends RedisPubSubAdapter<String, byte[]> {
    private final Listener listener;

    Ear(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void message(String channel, byte[] message) {
      listener.message(channel, message);
    }

    @Override
    public void smessage(String channel, byte[] message) {
      listener.message(channel, message);
    }

    @Override
    public void subscribed(String channel, long count) {
      listener.joined(channel);
    }

    @Override
    public void ssubscribed(String channel, long count) {
      listener.joined(channel);
    }

    @Override
    public void unsubscribed(String channel, long count) {
      listener.left(channel);
    }

    @Override
    public void sunsubscribed(String channel, long count) {
      listener.left(channel);
    }
  }

  private record End(Listener listener) implements RedisConnectionStateListener {
    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
      listener.broken();
    }
  }
}
