package dev.parley.features.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.presence.PresenceStore.Beat;
import dev.parley.features.presence.PresenceStore.Person;
import dev.parley.features.world.World;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.testkit.Await;
import dev.parley.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisPresenceTest extends PresenceContract {
  private static final TestRedis REDIS = TestRedis.create();
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
  void whileRedisIsAwayPresenceIsUnavailableAndTheNextBeatsBringItBack() {
    var store = store(LONG);
    var ada = new Person(TenantId.next(), UserId.next());
    var beats = List.of(new Beat(ada, ConnectionId.next(), Status.ONLINE));
    store.beat(beats);
    REDIS.kill();
    Await.until("refused", () -> World.refusal(() -> store.beat(beats)).equals("unavailable"));
    REDIS.start();
    Await.until("back", () -> World.refusal(() -> store.beat(beats)).isEmpty());
    assertThat(store.statuses(ada.tenant(), List.of(ada.user())))
        .containsEntry(ada.user(), Status.ONLINE);
  }
}
