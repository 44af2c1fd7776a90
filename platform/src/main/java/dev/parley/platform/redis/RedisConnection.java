package dev.parley.platform.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A connection to Redis for commands, safe for any thread, and the client that others are made
/// with. Nothing blocks but [#connect(String)]. While Redis is away commands fail at once; one that
/// was under way fails and is never sent a second time; a slow one fails after [#TIMEOUT].
public final class RedisConnection implements AutoCloseable {
  /// The longest wait for an answer, and for a connection.
  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final Duration RECONNECT_FIRST = Duration.ofMillis(50);
  private static final Duration RECONNECT_LAST = Duration.ofSeconds(1);
  private static final int THREADS = 2;

  /// Most commands of one connection that wait for their answer.
  private static final int COMMANDS_WAITING_MAX = 65_536;

  private final ClientResources resources;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;

  private RedisConnection(
      ClientResources resources,
      RedisClient client,
      StatefulRedisConnection<String, String> connection) {
    this.resources = resources;
    this.client = client;
    this.connection = connection;
  }

  /// Connects to `redis://user:password@host:port`, or `rediss://` with TLS. Throws
  /// IllegalStateException when Redis does not answer now; afterwards it may come and go.
  public static RedisConnection connect(String uri) {
    var resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .reconnectDelay(
                () -> Delay.exponential(RECONNECT_FIRST, RECONNECT_LAST, 2, TimeUnit.MILLISECONDS))
            .build();
    var address = RedisURI.create(uri);
    address.setTimeout(TIMEOUT);
    var client = RedisClient.create(resources, address);
    client.setOptions(options());
    try {
      return new RedisConnection(resources, client, client.connect());
    } catch (RedisException e) {
      shutdown(client, resources);
      throw new IllegalStateException(
          "Redis does not answer at %s:%d".formatted(address.getHost(), address.getPort()), e);
    }
  }

  private static ClientOptions options() {
    var stalled =
        SocketOptions.TcpUserTimeoutOptions.builder().enable().tcpUserTimeout(TIMEOUT).build();
    return ClientOptions.builder()
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(_ -> true)
        .requestQueueSize(COMMANDS_WAITING_MAX)
        .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(TIMEOUT)
                .keepAlive(true)
                .tcpUserTimeout(stalled)
                .build())
        .build();
  }

  /// Commands on text; each answers with a future.
  public RedisAsyncCommands<String, String> commands() {
    return connection.async();
  }

  /// Whether the connection stands; a Redis that hangs still counts.
  public boolean isOpen() {
    return connection.isOpen();
  }

  /// For connections of another kind, with the same manners.
  public RedisClient client() {
    return client;
  }

  @Override
  public void close() {
    connection.close();
    shutdown(client, resources);
  }

  private static void shutdown(RedisClient client, ClientResources resources) {
    client.shutdown(Duration.ZERO, TIMEOUT);
    resources.shutdown(0, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
