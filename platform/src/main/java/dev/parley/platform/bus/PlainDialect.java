package dev.parley.platform.bus;

import dev.parley.platform.events.TopicKey;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// With one server, which has every channel.
record PlainDialect(RedisURI only) implements Dialect {

  @Override
  public String channel(TopicKey key) {
    return PREFIX + key.tenant() + ':' + key.topic();
  }

  @Override
  public String control() {
    return PREFIX + "control";
  }

  @Override
  public Optional<RedisURI> server(String channel) {
    return Optional.of(only);
  }

  @Override
  public Set<RedisURI> servers() {
    return Set.of(only);
  }

  @Override
  public void look() {
    // There is nothing to learn.
  }

  @Override
  public List<List<String>> together(Collection<String> channels) {
    return chunks(List.copyOf(channels));
  }

  /// The same list in parts that are short enough for one command.
  static List<List<String>> chunks(List<String> channels) {
    var chunks = new ArrayList<List<String>>();
    for (int from = 0; from < channels.size(); from += CHANNELS_MAX) {
      chunks.add(channels.subList(from, Math.min(from + CHANNELS_MAX, channels.size())));
    }
    return chunks;
  }

  @Override
  public RedisFuture<Void> subscribe(
      RedisPubSubAsyncCommands<String, byte[]> redis, String... channels) {
    return redis.subscribe(channels);
  }

  @Override
  public RedisFuture<Void> unsubscribe(
      RedisPubSubAsyncCommands<String, byte[]> redis, String... channels) {
    return redis.unsubscribe(channels);
  }

  @Override
  public RedisFuture<Long> publish(
      RedisAsyncCommands<String, byte[]> redis, String channel, byte[] message) {
    return redis.publish(channel, message);
  }
}
