package dev.parley.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.redis.RedisConnection;
import dev.parley.testkit.Await;
import dev.parley.testkit.BusContract;
import dev.parley.testkit.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisBusTest extends BusContract {
  private static final Duration TRUTH_MAX = Duration.ofSeconds(4);

  private static final TestRedis REDIS = TestRedis.create();
  private static final RedisConnection CONNECTION = RedisConnection.connect(REDIS.address());
  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
  private static final RedisBus HERE = RedisBus.open(CONNECTION, METERS);
  private static final RedisBus THERE = RedisBus.open(CONNECTION, METERS);

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
    Await.until("commands as well", CONNECTION::isOpen);
  }

  @Override
  protected Bus node() {
    return HERE;
  }

  @Override
  protected Bus otherNode() {
    return THERE;
  }

  private static boolean taken(BusMessage message) {
    return HERE.publish(message)
        .toCompletableFuture()
        .orTimeout(5, TimeUnit.SECONDS)
        .handle((_, failure) -> failure == null)
        .join();
  }

  @Test
  void afterACrashOfRedisTopicsAreHeardAgainAndAnInterruptionIsTold() {
    var ear = ear(THERE);
    var before = topic();
    var meanwhile = topic();
    subscribe(THERE, before);
    REDIS.kill();
    Await.until("it is noticed", TRUTH_MAX, () -> !THERE.connected() && !HERE.connected());
    subscribe(THERE, meanwhile);
    assertThat(taken(durable(before, 1))).isFalse();
    REDIS.start();
    Await.until("both are connected", () -> HERE.connected() && THERE.connected());
    Await.until("the interruption is told", () -> ear.interruptions() > 0);
    for (var key : new dev.parley.platform.events.TopicKey[] {before, meanwhile}) {
      assertThat(taken(durable(key, 2))).isTrue();
      Await.asserted(() -> assertThat(ear.of(key)).containsExactly(durable(key, 2)));
    }
  }

  @Test
  void aConnectionThatRedisCutsIsReplacedAndAnInterruptionIsTold() {
    var ear = ear(THERE);
    var key = topic();
    subscribe(THERE, key);
    int before = ear.interruptions();
    REDIS.say("CLIENT KILL TYPE pubsub");
    Await.until("the interruption is told", TRUTH_MAX, () -> ear.interruptions() > before);
    Await.until("both are connected", () -> HERE.connected() && THERE.connected());
    assertThat(taken(durable(key, 1))).isTrue();
    Await.asserted(() -> assertThat(ear.of(key)).containsExactly(durable(key, 1)));
  }

  @Test
  void manyTopicsAreAskedForTogether() {
    long before = subscriptions();
    var topics = Stream.generate(this::topic).limit(5_000).toList();
    var heard = topics.stream().map(key -> THERE.subscribe(key).toCompletableFuture());
    CompletableFuture.allOf(heard.toArray(CompletableFuture[]::new)).join();
    assertThat(subscriptions() - before).isLessThan(topics.size() / 2);
    before = subscriptions();
    REDIS.say("CLIENT KILL TYPE pubsub");
    Await.until("it is noticed", TRUTH_MAX, () -> !THERE.connected());
    Await.until("it is heard again", () -> THERE.connected());
    assertThat(subscriptions() - before).isLessThan(20);
  }

  /// Commands to subscribe that Redis has been given so far.
  private static long subscriptions() {
    var line = Pattern.compile("cmdstat_subscribe:calls=(\\d+)");
    var counted = line.matcher(REDIS.say("INFO commandstats").text());
    return counted.find() ? Long.parseLong(counted.group(1)) : 0;
  }

  @Test
  void whatRedisForgetsIsNoMatter() {
    var ear = ear(THERE);
    var key = topic();
    subscribe(THERE, key);
    REDIS.say("FLUSHALL");
    assertThat(taken(durable(key, 1))).isTrue();
    Await.asserted(() -> assertThat(ear.of(key)).containsExactly(durable(key, 1)));
  }

  @Test
  void aNodeHearsItselfWhileRedisIsAway() {
    var ear = ear(HERE);
    var key = topic();
    REDIS.kill();
    Await.until("it is noticed", TRUTH_MAX, () -> !HERE.connected());
    subscribe(HERE, key);
    HERE.publish(durable(key, 1));
    assertThat(ear.of(key)).containsExactly(durable(key, 1));
    REDIS.start();
  }

  @Test
  void aRedisThatHangsIsNoticedAndNothingPilesUp() {
    var ear = ear(THERE);
    var key = topic();
    subscribe(THERE, key);
    REDIS.freeze();
    Await.until("it is noticed", TRUTH_MAX, () -> !HERE.connected() && !THERE.connected());
    assertThat(taken(new BusMessage.Ephemeral(key, frame("x")))).isFalse();
    assertThat(METERS.counter("parley.bus.dropped").count()).isPositive();
    REDIS.thaw();
    Await.until("both are connected", () -> HERE.connected() && THERE.connected());
    assertThat(taken(durable(key, 3))).isTrue();
    Await.asserted(() -> assertThat(ear.of(key)).contains(durable(key, 3)));
    assertThat(ear.interruptions()).isPositive();
  }

  @Test
  void bytesOfAnotherVersionAreSkipped() throws Exception {
    var ear = ear(THERE);
    var key = topic();
    subscribe(THERE, key);
    var channel = "parley:" + key.tenant() + ':' + key.topic();
    for (var junk : new String[] {"", "x", "\u0001", "\u0001234567890", "\u000112345678\u0001"}) {
      CONNECTION.commands().publish(channel, junk).get(5, TimeUnit.SECONDS);
      CONNECTION.commands().publish("parley:control", junk).get(5, TimeUnit.SECONDS);
    }
    HERE.publish(durable(key, 1));
    Await.asserted(() -> assertThat(ear.of(key)).containsExactly(durable(key, 1)));
  }
}
