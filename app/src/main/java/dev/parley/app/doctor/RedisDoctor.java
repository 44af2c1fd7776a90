package dev.parley.app.doctor;

import dev.parley.platform.config.Config;
import dev.parley.platform.redis.RedisCluster;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.platform.redis.RedisServer;
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
    try (var connection = RedisConnection.connect(redis.address())) {
      return switch (connection) {
        case RedisServer one -> Finding.ok("bus: Redis %s answers".formatted(one.version()));
        case RedisCluster cluster -> examine(cluster);
      };
    } catch (IllegalStateException e) {
      return Finding.fail(
          "bus: " + e.getMessage(),
          "Check PARLEY_REDIS_URL. Without Redis nodes hear each other by polling, seconds late.");
    }
  }

  private static Finding examine(RedisCluster cluster) {
    int orphaned = cluster.orphanedSlots();
    var what =
        "bus: Redis %s answers, a cluster of %d masters"
            .formatted(cluster.version(), cluster.masters().size());
    return orphaned == 0
        ? Finding.ok(what)
        : Finding.warn(
            "%s; nobody serves %d of its %d slots".formatted(what, orphaned, RedisCluster.SLOTS),
            "Their topics are heard by polling, seconds late: bring back the master or a replica.");
  }
}
