package dev.parley.features.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.viewing.ViewingStore.Beat;
import dev.parley.features.viewing.ViewingStore.Viewing;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Ids;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.protocol.Topic;
import dev.parley.testkit.Await;
import dev.parley.testkit.TestRedisCluster;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisClusterViewingTest extends ViewingContract {
  private static final Duration BACK_MAX = Duration.ofSeconds(30);

  private static final TestRedisCluster REDIS = TestRedisCluster.create();
  private static final RedisConnection CONNECTION = RedisConnection.connect(REDIS.address());

  @AfterAll
  static void close() {
    CONNECTION.close();
    REDIS.close();
  }

  @Override
  ViewingStore store(Duration goneAfter) {
    return new RedisViewing(CONNECTION, goneAfter);
  }

  @Test
  void whileOneMasterIsDeadTheTopicsOfTheOthersAreKnownAndTheRestComeBack() {
    var store = store(LONG);
    var beats =
        Stream.generate(() -> new TopicKey(topic.tenant(), Topic.conversation(Ids.next())))
            .limit(100)
            .map(each -> new Viewing(each, ada, ConnectionId.next()))
            .map(viewing -> new Beat(viewing, Duration.ZERO, Duration.ZERO, ""))
            .toList();
    assertThat(store.beat(beats)).allMatch(Optional::isPresent);
    REDIS.kill(0);
    Await.until("some are known", () -> store.beat(beats).stream().anyMatch(Optional::isPresent));
    assertThat(store.beat(beats).stream().filter(Optional::isPresent).count()).isBetween(20L, 80L);
    REDIS.start(0);
    Await.until(
        "all are back", BACK_MAX, () -> store.beat(beats).stream().allMatch(Optional::isPresent));
  }
}
