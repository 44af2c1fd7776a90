package dev.parley.app.doctor;

import dev.parley.platform.config.Config;
import dev.parley.platform.redis.RedisConnection;
import java.util.List;

/// Looks at Redis, where one is named.
final class RedisDoctor {
  private final Config config;

  RedisDoctor(Config config) {
    this.config = config;
  }

  List<Finding> look() {
    return switch (config.stores().bus()) {
      case Config.Bus.InProcess _ -> List.of(Finding.ok("bus: in process, this node is alone"));
      case Config.Bus.Redis redis -> List.of(reach(redis));
    };
  }

  private static Finding reach(Config.Bus.Redis redis) {
    try (var _ = RedisConnection.connect(redis.url().reveal())) {
      return Finding.ok("bus: Redis answers");
    } catch (IllegalStateException e) {
      return Finding.fail(
          "bus: " + e.getMessage(),
          "Check PARLEY_REDIS_URL. Without Redis nodes hear each other by polling, seconds late.");
    }
  }
}
