package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.net.RedisAddress;
import dev.parley.platform.redis.RedisCluster;
import dev.parley.platform.redis.RedisConnection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisConnectionTest {
  private static final TestRedis REDIS = TestRedis.create();

  @AfterAll
  static void close() {
    REDIS.close();
  }

  private static String get(RedisConnection connection, String key) throws Exception {
    return connection.commands().get(key).get(5, TimeUnit.SECONDS);
  }

  @Test
  void commandsFailSoonWhileRedisIsAwayAndWorkOnceItIsBack() throws Exception {
    try (var connection = RedisConnection.connect(REDIS.address())) {
      connection.commands().set("k", "v").get(5, TimeUnit.SECONDS);
      assertThat(get(connection, "k")).isEqualTo("v");
      REDIS.kill();
      Await.until("the loss is noticed", () -> !connection.isOpen());
      assertThatThrownBy(() -> get(connection, "k")).isNotNull();
      REDIS.start();
      Await.until("it is back", connection::isOpen);
      Await.until(
          "it answers",
          () ->
              connection
                  .commands()
                  .ping()
                  .toCompletableFuture()
                  .handle((_, e) -> e == null)
                  .join());
    }
  }

  @Test
  void inAClusterEachCommandFindsItsMaster() throws Exception {
    try (var redis = TestRedisCluster.create();
        var connection = RedisConnection.connect(redis.address())) {
      for (int i = 0; i < 50; i++) {
        connection.commands().set("k" + i, "v" + i).get(5, TimeUnit.SECONDS);
        assertThat(get(connection, "k" + i)).isEqualTo("v" + i);
      }
      for (int i = 0; i < redis.masters(); i++) {
        assertThat(Integer.parseInt(redis.say(i, "DBSIZE").text())).isBetween(5, 30);
      }
      assertThat(((RedisCluster) connection).orphanedSlots()).isZero();
      var one = RedisAddress.parse("redis://127.0.0.1:" + redis.port(0));
      assertThatThrownBy(() -> RedisConnection.connect(one))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("belongs to a cluster");
    }
  }

  @Test
  void aServerThatIsNoClusterIsToldAtTheStart() {
    var wrong = RedisAddress.parse("redis-cluster://127.0.0.1:" + REDIS.port());
    assertThatThrownBy(() -> RedisConnection.connect(wrong))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is no cluster at 127.0.0.1:" + REDIS.port());
  }

  @Test
  void aRedisThatIsNotThereIsToldAtTheStart() {
    assertThatThrownBy(() -> RedisConnection.connect(RedisAddress.parse("redis://127.0.0.1:1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Redis does not answer at 127.0.0.1:1");
    assertThatThrownBy(
            () -> RedisConnection.connect(RedisAddress.parse("redis-cluster://127.0.0.1:1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The Redis cluster does not answer at 127.0.0.1:1");
  }
}
