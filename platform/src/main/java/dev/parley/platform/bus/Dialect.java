package dev.parley.platform.bus;

import dev.parley.platform.events.TopicKey;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How one talks with Redis about channels: which channel stands for a topic, which server has it,
/// and in which commands it is spoken of.
sealed interface Dialect permits PlainDialect, ShardedDialect {
  /// What all channels begin with.
  String PREFIX = "parley:";

  /// Most channels that one command names.
  int CHANNELS_MAX = 1_000;

  /// The topic's channel.
  String channel(TopicKey key);

  /// The channel that every node hears.
  String control();

  /// The server that has the channel, as far as is known; empty when none does.
  Optional<RedisURI> server(String channel);

  /// All servers that have channels.
  Set<RedisURI> servers();

  /// Learns anew which server has what. May block for a while.
  void look();

  /// The channels in lists that one command may name.
  List<List<String>> together(Collection<String> channels);

  RedisFuture<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> redis, String... channels);

  RedisFuture<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> redis, String... channels);

  RedisFuture<Long> publish(
      RedisAsyncCommands<String, byte[]> redis, String channel, byte[] message);
}
