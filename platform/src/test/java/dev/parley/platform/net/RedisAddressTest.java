package dev.parley.platform.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1:6379",
        "redis://redis_1",
        "rediss://user:a,b@redis.example.org:6380/2",
        "redis://[::1]:6379",
        "redis-socket:///run/redis.sock"
      })
  void oneHostIsOneServer(String text) {
    var address = RedisAddress.parse(text);
    assertThat(address.cluster()).isFalse();
    assertThat(address.urls()).containsExactly(text);
  }

  @Test
  void aClusterIsNamedBySomeOfItsHostsAndOneLogin() {
    var address = RedisAddress.parse("rediss-cluster://user:secret@a:7000,b,[::1]:7002");
    assertThat(address.cluster()).isTrue();
    assertThat(address.urls())
        .containsExactly(
            "rediss://user:secret@a:7000",
            "rediss://user:secret@b",
            "rediss://user:secret@[::1]:7002");
    assertThat(RedisAddress.parse("redis-cluster://a").cluster()).isTrue();
    assertThat(RedisAddress.parse("redis://a:1,b:2").cluster()).isTrue();
  }

  @Test
  void itPrintsWithoutWhatIsSecret() {
    assertThat(RedisAddress.parse("redis-cluster://user:hunter2@a:7000,b:7001"))
        .hasToString("a:7000,b:7001");
    assertThat(RedisAddress.parse("redis://:hunter2@a:7000/3?timeout=1s")).hasToString("a:7000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "http://hunter2",
        "redis://",
        "redis://hunter2:port",
        "redis-cluster://a:1,,hunter2",
        "redis-cluster://a:1/3?hunter2",
        "redis-sentinel://hunter2"
      })
  void anythingElseIsRefusedAndNeverShown(String text) {
    assertThatThrownBy(() -> RedisAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("hunter2");
  }
}
