package dev.parley.platform.redis;

import dev.parley.platform.net.RedisAddress;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.resource.ClientResources;

/// One Redis server.
public final class RedisServer implements RedisConnection {
  private final ClientResources resources;
  private final RedisURI server;
  private final RedisClient client;
  private final RedisClient links;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisInfo info;

  private RedisServer(ClientResources resources, RedisURI server) {
    this.resources = resources;
    this.server = server;
    client = RedisClient.create(resources, server);
    client.setOptions(RedisManners.forCommands(ClientOptions.builder()).build());
    links = RedisManners.links(resources);
    try {
      connection = client.connect();
      info = RedisInfo.of(connection.sync());
    } catch (RedisException e) {
      RedisManners.shutdown(resources, links, client);
      throw new IllegalStateException("Redis does not answer at " + name(server), e);
    }
  }

  static RedisServer reach(RedisAddress address) {
    var server = RedisManners.server(address.urls().getFirst());
    var reached = new RedisServer(RedisManners.resources(), server);
    if (!reached.info.cluster()) return reached;
    reached.close();
    throw new IllegalStateException(
        "Redis at %s belongs to a cluster, which is named by redis-cluster://".formatted(address));
  }

  private static String name(RedisURI server) {
    return server.getSocket() == null
        ? server.getHost() + ":" + server.getPort()
        : server.getSocket();
  }

  @Override
  public RedisClusterAsyncCommands<String, String> commands() {
    return connection.async();
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public String version() {
    return info.version();
  }

  @Override
  public RedisClient links() {
    return links;
  }

  /// Where it is, and how to log in.
  public RedisURI server() {
    return server;
  }

  @Override
  public void close() {
    connection.close();
    RedisManners.shutdown(resources, links, client);
  }
}
