package dev.parley.platform.bus;

import static java.util.stream.Collectors.groupingBy;

import dev.parley.platform.events.TopicKey;
import dev.parley.platform.redis.RedisCluster;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// With a cluster, where each slot's master has the channels of that slot, and a message goes to
/// nobody else. Topics are put in [#GROUPS] groups whose name is the channel's hash tag: a group is
/// in one slot, so one command may name many of its channels, and all nodes agree on it.
record ShardedDialect(RedisCluster cluster) implements Dialect {
  /// Enough to spread evenly over any number of masters that is worth having.
  static final int GROUPS = 1_024;

  @Override
  public String channel(TopicKey key) {
    var name = key.tenant() + ":" + key.topic();
    return PREFIX + "{t" + Math.floorMod(name.hashCode(), GROUPS) + "}:" + name;
  }

  @Override
  public String control() {
    return PREFIX + "{control}";
  }

  @Override
  public Optional<RedisURI> server(String channel) {
    return cluster.masterOf(SlotHash.getSlot(channel));
  }

  @Override
  public Set<RedisURI> servers() {
    return cluster.masters();
  }

  @Override
  public void look() {
    cluster.look();
  }

  @Override
  public List<List<String>> together(Collection<String> channels) {
    return channels.stream().collect(groupingBy(ShardedDialect::tag)).values().stream()
        .flatMap(group -> PlainDialect.chunks(group).stream())
        .toList();
  }

  private static String tag(String channel) {
    return channel.substring(0, channel.indexOf('}'));
  }

  @Override
  public RedisFuture<Void> subscribe(
      RedisPubSubAsyncCommands<String, byte[]> redis, String... channels) {
    return redis.ssubscribe(channels);
  }

  @Override
  public RedisFuture<Void> unsubscribe(
      RedisPubSubAsyncCommands<String, byte[]> redis, String... channels) {
    return redis.sunsubscribe(channels);
  }

  @Override
  public RedisFuture<Long> publish(
      RedisAsyncCommands<String, byte[]> redis, String channel, byte[] message) {
    return redis.spublish(channel, message);
  }
}
