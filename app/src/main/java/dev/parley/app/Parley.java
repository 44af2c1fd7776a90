package dev.parley.app;

import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusAnnouncer;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.bus.RedisBus;
import dev.parley.platform.config.Config;
import dev.parley.platform.events.EventPartitions;
import dev.parley.platform.events.OutboxRelay;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.platform.telemetry.Metrics;

/// The running server: everything is built here, with constructors, general to specific, and closed
/// in reverse.
public final class Parley implements AutoCloseable {
  private final Closing closing;

  private Parley(Closing closing) {
    this.closing = closing;
  }

  /// Builds and starts it; throws [Unavailable] when something that it needs is not there.
  static Parley start(Config config) {
    var closing = new Closing();
    try {
      wire(config, closing);
      return new Parley(closing);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private static void wire(Config config, Closing closing) {
    var metrics = closing.add("metrics", new Metrics());
    var storage = closing.add("the database server", Storage.open(config));
    var database =
        closing.add(
            "the database",
            PostgresDatabase.open(storage.address(), PoolSizes.SERVER, metrics.registry()));
    var bus = closing.add("the bus", bus(config, metrics, closing));
    var announcer = new BusAnnouncer(bus);
    closing.add("the relay", OutboxRelay.start(database, announcer));
    closing.add(
        "event partitions", EventPartitions.start(database, config.stores().eventRetentionDays()));
  }

  private static Bus bus(Config config, Metrics metrics, Closing closing) {
    return switch (config.stores().bus()) {
      case Config.Bus.InProcess _ -> new LocalBus();
      case Config.Bus.Redis redis ->
          RedisBus.open(closing.add("Redis", connect(redis)), metrics.registry());
    };
  }

  private static RedisConnection connect(Config.Bus.Redis redis) {
    try {
      return RedisConnection.connect(redis.url().reveal());
    } catch (IllegalStateException e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    closing.close();
  }
}
