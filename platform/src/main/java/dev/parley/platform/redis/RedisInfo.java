package dev.parley.platform.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisServerCommands;

/// What a server tells of itself, as far as the login may ask.
record RedisInfo(String text) {

  static RedisInfo of(RedisServerCommands<String, String> server) {
    try {
      return new RedisInfo(server.info());
    } catch (RedisCommandExecutionException _) {
      return new RedisInfo("");
    }
  }

  boolean cluster() {
    return text.contains("cluster_enabled:1");
  }

  String version() {
    return text.lines()
        .filter(line -> line.startsWith("redis_version:"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("of an unknown version");
  }

  /// Whether it is known to be older.
  boolean before(int major) {
    return version().matches("\\d+\\..*")
        && Integer.parseInt(version().substring(0, version().indexOf('.'))) < major;
  }
}
