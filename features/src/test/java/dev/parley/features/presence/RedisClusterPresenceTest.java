package dev.parley.features.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.presence.PresenceStore.Beat;
import dev.parley.features.presence.PresenceStore.Change;
import dev.parley.features.presence.PresenceStore.Person;
import dev.parley.features.world.World;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.testkit.Await;
import dev.parley.testkit.TestRedisCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisClusterPresenceTest extends PresenceContract {
  private static final Duration BACK_MAX = Duration.ofSeconds(30);

  private static final TestRedisCluster REDIS = TestRedisCluster.create();
  private static final RedisConnection CONNECTION = RedisConnection.connect(REDIS.address());

  @AfterAll
  static void close() {
    CONNECTION.close();
    REDIS.close();
  }

  @Override
  PresenceStore store(Duration goneAfter) {
    return new RedisPresence(CONNECTION, goneAfter);
  }

  @Test
  void whileOneMasterIsDeadThePeopleOfTheOthersArePresentAndTheRestComeBackWithTheNextBeats() {
    var store = store(LONG);
    var tenant = TenantId.next();
    var people = Stream.generate(() -> new Person(tenant, UserId.next())).limit(100).toList();
    var users = people.stream().map(Person::user).toList();
    var beats =
        people.stream()
            .map(person -> new Beat(person, ConnectionId.next(), Status.ONLINE))
            .toList();
    assertThat(store.beat(beats)).hasSize(people.size());
    REDIS.kill(0);
    Await.until("some are known", () -> World.refusal(() -> store.beat(beats)).isEmpty());
    assertThat(store.statuses(tenant, users)).hasSizeBetween(20, 80);
    assertThat(store.sweep()).noneMatch(change -> change.person().tenant().equals(tenant));
    REDIS.start(0);
    Await.until("all are back", BACK_MAX, () -> back(store, beats).size() == people.size());
  }

  private static List<UserId> back(PresenceStore store, List<Beat> beats) {
    List<Change> ignored = store.beat(beats);
    assertThat(ignored).allMatch(change -> change.status() == Status.ONLINE);
    var users = beats.stream().map(beat -> beat.person().user()).toList();
    var statuses = store.statuses(beats.getFirst().person().tenant(), users);
    return users.stream().filter(user -> statuses.get(user) == Status.ONLINE).toList();
  }
}
