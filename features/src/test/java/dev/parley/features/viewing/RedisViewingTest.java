package dev.parley.features.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.viewing.ViewingStore.Beat;
import dev.parley.features.viewing.ViewingStore.Ended;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.testkit.Await;
import dev.parley.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisViewingTest extends ViewingContract {
  private static final TestRedis REDIS = TestRedis.create();
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

  /// A beat of someone who has been here for a while.
  private Beat staying(String life) {
    return new Beat(of(ada, phone), Duration.ofSeconds(100), Duration.ofSeconds(1), life);
  }

  @Test
  void afterAFlushWhoWasKnownComesBackWithoutNews() {
    var store = store(LONG);
    var life = beat(store, ada, phone).life();
    long lives = store.lives();
    assertThat(news(store).joined()).hasSize(1);
    REDIS.flush();
    store.take();
    assertThat(store.lives()).isGreaterThan(lives);
    assertThat(store.life(topic)).isNotEqualTo(life);
    var known = store.beat(List.of(staying(life))).getFirst().orElseThrow();
    assertThat(known.young()).isTrue();
    assertThat(known.life()).isEqualTo(store.life(topic));
    assertThat(people(known.viewers())).containsExactly(ada);
    assertThat(allTold(store)).isEmpty();
  }

  @Test
  void whoLeftWhileEverythingWasForgottenIsToldToHaveLeft() {
    var store = store(LONG);
    var life = beat(store, ada, phone).life();
    assertThat(news(store).joined()).hasSize(1);
    REDIS.flush();
    store.leave(List.of(new Ended(of(ada, phone), life)));
    assertThat(news(store).left()).containsExactly(ada);
  }

  @Test
  void whoLeftThenAndIsStillThereOnAnotherDeviceIsNotToldOf() {
    var store = store(LONG);
    var life = beat(store, ada, phone).life();
    assertThat(news(store).joined()).hasSize(1);
    REDIS.flush();
    store.leave(List.of(new Ended(of(ada, laptop), life)));
    store.beat(List.of(staying(life)));
    Await.until("all is told", () -> store.take().next().isEmpty());
    assertThat(allTold(store)).isEmpty();
  }

  @Test
  void whileRedisIsAwayNothingIsHeardAndNobodyIsForgottenWhenItIsBack() {
    var store = store(SHORT);
    beat(store, ada, phone);
    var ended = List.of(new Ended(of(bob, phone), ""));
    REDIS.freeze();
    assertThat(store.beat(List.of(coming(ada, phone)))).hasSize(1).allMatch(Optional::isEmpty);
    assertThat(store.leave(ended)).isEqualTo(ended);
    assertThat(store.take().news()).isEmpty();
    REDIS.thaw();
    assertThat(news(store).joined()).extracting(Viewer::userId).containsExactly(ada);
    store.sweep();
    assertThat(people(beat(store, bob, laptop).viewers())).containsExactly(ada, bob);
  }
}
