package dev.parley.platform.redis;

import dev.parley.platform.net.RedisAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Redis cluster: which of its masters serves which slot, and commands that find their way.
public final class RedisCluster implements RedisConnection {
  public static final int SLOTS = SlotHash.SLOT_COUNT;

  /// The first with publish and subscribe by slot.
  private static final int MAJOR_MIN = 7;

  private static final Duration LOOK_MAX = TIMEOUT.multipliedBy(2);
  private static final Duration LOOK_PAUSE = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(RedisCluster.class);

  private final ClientResources resources;
  private final RedisClusterClient client;
  private final RedisClient links;
  private final StatefulRedisClusterConnection<String, String> connection;
  private final RedisInfo info;

  private RedisCluster(ClientResources resources, RedisAddress address) {
    this.resources = resources;
    var seeds = address.urls().stream().map(RedisManners::server).toList();
    client = RedisClusterClient.create(resources, seeds);
    client.setOptions(options());
    links = RedisManners.links(resources);
    try {
      connection = client.connect();
      info = RedisInfo.of(connection.sync());
      reach();
    } catch (RedisException e) {
      RedisManners.shutdown(resources, links, client);
      throw new IllegalStateException(why(e) + address, e);
    }
  }

  private static ClusterClientOptions options() {
    var refresh =
        ClusterTopologyRefreshOptions.builder().adaptiveRefreshTriggersTimeout(LOOK_PAUSE).build();
    return RedisManners.forCommands(ClusterClientOptions.builder())
        .topologyRefreshOptions(refresh)
        .build();
  }

  private static String why(Throwable failure) {
    boolean alone =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .flatMap(cause -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())))
            .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("support disabled"));
    return alone ? "Redis is no cluster at " : "The Redis cluster does not answer at ";
  }

  static RedisCluster join(RedisAddress address) {
    var joined = new RedisCluster(RedisManners.resources(), address);
    if (!joined.info.before(MAJOR_MIN)) return joined;
    joined.close();
    throw new IllegalStateException(
        "A cluster needs Redis %d or newer: %s runs at %s"
            .formatted(MAJOR_MIN, joined.version(), address));
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

  /// Who serves a slot, as far as is known; empty when nobody does.
  public Optional<RedisURI> masterOf(int slot) {
    return Optional.ofNullable(client.getPartitions().getMasterBySlot(slot))
        .map(RedisClusterNode::getUri);
  }

  /// Everyone who serves a slot, as far as is known.
  public Set<RedisURI> masters() {
    return client.getPartitions().stream()
        .filter(node -> !node.hasNoSlots())
        .map(RedisClusterNode::getUri)
        .collect(Collectors.toSet());
  }

  /// How many slots nobody serves: what belongs to them does not work.
  public int orphanedSlots() {
    var nodes = client.getPartitions();
    return (int)
        IntStream.range(0, SLOTS)
            .mapToObj(nodes::getMasterBySlot)
            .filter(node -> node == null || node.is(RedisClusterNode.NodeFlag.FAIL))
            .count();
  }

  /// Asks the cluster anew who serves what. Blocks for a while; what cannot be learnt stays as it
  /// was.
  public void look() {
    await(client.refreshPartitionsAsync().toCompletableFuture());
    reach();
  }

  /// Connects with every master, since a command for one that is not connected fails at once.
  private void reach() {
    var all =
        masters().stream()
            .map(master -> connection.getConnectionAsync(master.getHost(), master.getPort()))
            .toArray(CompletableFuture<?>[]::new);
    await(CompletableFuture.allOf(all));
  }

  private static void await(CompletableFuture<?> answer) {
    try {
      answer.orTimeout(LOOK_MAX.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException | CancellationException e) {
      LOG.debug("A part of the cluster does not answer", e);
    }
  }

  @Override
  public void close() {
    connection.close();
    RedisManners.shutdown(resources, links, client);
  }
}
