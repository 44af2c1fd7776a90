package dev.parley.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.events.TopicKey;
import dev.parley.platform.redis.RedisCluster;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.testkit.Await;
import dev.parley.testkit.BusContract;
import dev.parley.testkit.TestRedisCluster;
import io.lettuce.core.cluster.SlotHash;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisClusterBusTest extends BusContract {
  private static final Duration TRUTH_MAX = Duration.ofSeconds(4);
  private static final Duration HEALED_MAX = Duration.ofSeconds(20);

  private static final TestRedisCluster REDIS = TestRedisCluster.create();
  private static final RedisConnection CONNECTION = RedisConnection.connect(REDIS.address());
  private static final RedisBus HERE = RedisBus.open(CONNECTION, new SimpleMeterRegistry());
  private static final RedisBus THERE = RedisBus.open(CONNECTION, new SimpleMeterRegistry());
  private static final Dialect DIALECT = new ShardedDialect((RedisCluster) CONNECTION);

  @AfterAll
  static void close() {
    HERE.close();
    THERE.close();
    CONNECTION.close();
    REDIS.close();
  }

  @AfterEach
  void bothAreWell() {
    Await.until("both are connected", () -> HERE.connected() && THERE.connected());
  }

  @Override
  protected Bus node() {
    return HERE;
  }

  @Override
  protected Bus otherNode() {
    return THERE;
  }

  private static int slot(TopicKey key) {
    return SlotHash.getSlot(DIALECT.channel(key));
  }

  private TopicKey topicOf(int master) {
    return Stream.generate(this::topic)
        .filter(key -> REDIS.masterOf(slot(key)) == master)
        .findFirst()
        .orElseThrow();
  }

  private static boolean taken(BusMessage message) {
    return HERE.publish(message)
        .toCompletableFuture()
        .orTimeout(5, TimeUnit.SECONDS)
        .handle((_, failure) -> failure == null)
        .join();
  }

  /// Sends until one arrives, which it must within the bound.
  private static void awaitHeard(Ear ear, TopicKey key) {
    Await.until(
        "it is heard again",
        HEALED_MAX,
        () -> {
          taken(durable(key, ear.of(key).size() + 1L));
          return !ear.of(key).isEmpty();
        });
  }

  @Test
  void everyMasterHasTheTopicsOfItsSlotsAndNoOthers() {
    var topics = Stream.generate(this::topic).limit(60).toList();
    topics.forEach(key -> subscribe(THERE, key));
    for (int master = 0; master < REDIS.masters(); master++) {
      var channels = REDIS.channels(master);
      assertThat(channels).hasSizeGreaterThan(5);
      for (var key : topics) {
        boolean its = REDIS.masterOf(slot(key)) == master;
        assertThat(channels.contains(DIALECT.channel(key))).isEqualTo(its);
      }
    }
  }

  @Test
  void aTopicWhoseSlotMovesIsHeardFromItsNewMasterAndAnInterruptionIsTold() {
    var ear = ear(THERE);
    var key = topicOf(0);
    var stays = topicOf(1);
    subscribe(THERE, key);
    subscribe(THERE, stays);
    int before = ear.interruptions();
    REDIS.move(slot(key), 2);
    Await.until("it is told", TRUTH_MAX, () -> ear.interruptions() > before);
    assertThat(taken(durable(stays, 1))).isTrue();
    awaitHeard(ear, key);
    assertThat(REDIS.channels(2)).contains(DIALECT.channel(key));
    assertThat(ear.of(stays)).containsExactly(durable(stays, 1));
  }

  @Test
  void whileOneMasterIsDeadTheTopicsOfTheOthersGoOn() {
    var ear = ear(THERE);
    var topics = IntStream.range(0, 3).mapToObj(this::topicOf).toList();
    topics.forEach(key -> subscribe(THERE, key));
    REDIS.kill(1);
    Await.until("it is noticed", TRUTH_MAX, () -> !THERE.connected() && !HERE.connected());
    for (var key : List.of(topics.get(0), topics.get(2))) {
      assertThat(taken(durable(key, 1))).isTrue();
      Await.asserted(() -> assertThat(ear.of(key)).containsExactly(durable(key, 1)));
    }
    assertThat(taken(durable(topics.get(1), 1))).isFalse();
    int before = ear.interruptions();
    REDIS.start(1);
    Await.until("both are connected", HEALED_MAX, () -> HERE.connected() && THERE.connected());
    assertThat(ear.interruptions()).isGreaterThan(before);
    awaitHeard(ear, topics.get(1));
  }

  @Test
  void aMasterThatHangsIsNoticedAndHeardAgainWhenItGoesOn() {
    var ear = ear(THERE);
    var key = topicOf(2);
    subscribe(THERE, key);
    int before = ear.interruptions();
    REDIS.freeze(2);
    Await.until("it is noticed", TRUTH_MAX, () -> !HERE.connected() && !THERE.connected());
    assertThat(taken(durable(key, 1))).isFalse();
    REDIS.thaw(2);
    REDIS.awaitAgreement();
    Await.until("both are connected", HEALED_MAX, () -> HERE.connected() && THERE.connected());
    assertThat(ear.interruptions()).isGreaterThan(before);
    awaitHeard(ear, key);
  }

  @Test
  void whenAReplicaTakesOverItsTopicsAreHeardFromIt() {
    try (var redis = TestRedisCluster.create();
        var connection = RedisConnection.connect(redis.address());
        var here = RedisBus.open(connection, new SimpleMeterRegistry());
        var there = RedisBus.open(connection, new SimpleMeterRegistry())) {
      int replica = redis.addReplica(0);
      var ear = ear(there);
      var topics =
          Stream.generate(this::topic)
              .filter(key -> redis.masterOf(slot(key)) == 0)
              .limit(20)
              .toList();
      topics.forEach(key -> subscribe(there, key));
      redis.kill(0);
      Await.until("it is noticed", TRUTH_MAX, () -> !there.connected());
      Await.until(
          "the replica has taken over", HEALED_MAX, () -> here.connected() && there.connected());
      assertThat(ear.interruptions()).isPositive();
      for (var key : topics) {
        here.publish(durable(key, 1)).toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
        Await.asserted(() -> assertThat(ear.of(key)).containsExactly(durable(key, 1)));
      }
      assertThat(redis.channels(replica))
          .containsAll(topics.stream().map(DIALECT::channel).toList());
    }
  }
}
