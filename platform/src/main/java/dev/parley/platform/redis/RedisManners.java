package dev.parley.platform.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How all of our connections to Redis behave, whatever they are for.
final class RedisManners {
  private static final Duration RECONNECT_FIRST = Duration.ofMillis(50);
  private static final Duration RECONNECT_LAST = Duration.ofSeconds(1);
  private static final int THREADS = 2;

  /// Most commands of one connection that wait for their answer.
  private static final int COMMANDS_WAITING_MAX = 131_072;

  private RedisManners() {}

  static ClientResources resources() {
    return DefaultClientResources.builder()
        .ioThreadPoolSize(THREADS)
        .computationThreadPoolSize(THREADS)
        .reconnectDelay(
            () -> Delay.exponential(RECONNECT_FIRST, RECONNECT_LAST, 2, TimeUnit.MILLISECONDS))
        .build();
  }

  static RedisURI server(String url) {
    var server = RedisURI.create(url);
    server.setTimeout(RedisConnection.TIMEOUT);
    return server;
  }

  /// For commands: they fail at once while Redis is away, are never sent twice, and are given up
  /// after a while; the connection finds back by itself.
  static <B extends ClientOptions.Builder> B forCommands(B options) {
    links(options).autoReconnect(true);
    options.timeoutOptions(TimeoutOptions.enabled(RedisConnection.TIMEOUT));
    return options;
  }

  /// A client whose connections end for good when they break, so that nobody takes what was asked
  /// of one for granted on the next; how long to wait is for its user to decide.
  static RedisClient links(ClientResources resources) {
    var client = RedisClient.create(resources);
    client.setOptions(links(ClientOptions.builder()).build());
    return client;
  }

  private static <B extends ClientOptions.Builder> B links(B options) {
    var stalled =
        SocketOptions.TcpUserTimeoutOptions.builder()
            .enable()
            .tcpUserTimeout(RedisConnection.TIMEOUT)
            .build();
    options
        .autoReconnect(false)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(_ -> true)
        .requestQueueSize(COMMANDS_WAITING_MAX)
        .timeoutOptions(TimeoutOptions.create())
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(RedisConnection.TIMEOUT)
                .keepAlive(true)
                .tcpUserTimeout(stalled)
                .build());
    return options;
  }

  static void shutdown(ClientResources resources, AbstractRedisClient... clients) {
    for (var client : clients) client.shutdown(Duration.ZERO, RedisConnection.TIMEOUT);
    resources
        .shutdown(0, RedisConnection.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }
}
