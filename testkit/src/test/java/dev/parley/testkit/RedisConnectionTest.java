package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    try (var connection = RedisConnection.connect(REDIS.uri())) {
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
  void aRedisThatIsNotThereIsToldAtTheStart() {
    assertThatThrownBy(() -> RedisConnection.connect("redis://127.0.0.1:1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Redis does not answer at 127.0.0.1:1");
  }
}
