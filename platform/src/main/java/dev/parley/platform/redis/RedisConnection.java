package dev.parley.platform.redis;

import dev.parley.platform.net.RedisAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;

/// A connection to Redis for commands, safe for any thread, and the client that others are made
/// with. Nothing blocks but [#connect]. While Redis is away commands fail at once; one that was
/// under way fails and is never sent a second time; a slow one fails after [#TIMEOUT].
public sealed interface RedisConnection extends AutoCloseable permits RedisServer, RedisCluster {
  /// The longest wait for an answer, and for a connection.
  Duration TIMEOUT = Duration.ofSeconds(2);

  /// Connects. Throws IllegalStateException when Redis does not answer now, or is not of the kind
  /// that the address tells; afterwards it may come and go.
  static RedisConnection connect(RedisAddress address) {
    return address.cluster() ? RedisCluster.join(address) : RedisServer.reach(address);
  }

  /// Commands on text; each answers with a future. In a cluster the keys of one command lie in one
  /// slot, which a hash tag sees to.
  RedisClusterAsyncCommands<String, String> commands();

  /// Whether the connection stands; a Redis that hangs still counts.
  boolean isOpen();

  /// What runs there, such as `7.0.15`.
  String version();

  /// For connections to single servers, which end for good when they break.
  RedisClient links();

  @Override
  void close();
}
