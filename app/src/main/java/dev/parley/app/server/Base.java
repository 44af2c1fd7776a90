package dev.parley.app.server;

import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusAnnouncer;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.bus.RedisBus;
import dev.parley.platform.config.Config;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.events.OutboxRelay;
import dev.parley.platform.events.PostgresEventLog;
import dev.parley.platform.events.TransactionalOutbox;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.platform.secrets.Sealer;
import dev.parley.platform.telemetry.Health;
import dev.parley.platform.telemetry.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;

/// What touches the outside world, chosen by the configuration.
record Base(
    InstantSource clock,
    Metrics metrics,
    Health health,
    PostgresDatabase database,
    Optional<RedisConnection> redis,
    Bus bus,
    Outbox outbox,
    PostgresEventLog log,
    Sealer sealer) {

  static Base open(Config config, Closing closing) {
    var metrics = closing.add("metrics", new Metrics());
    var meters = metrics.registry();
    var clock = InstantSource.system();
    var storage = closing.add("the database server", Storage.open(config));
    var database =
        closing.add(
            "the database", PostgresDatabase.open(storage.address(), PoolSizes.SERVER, meters));
    var sealer = new KeyCheck(config, database).sealer();
    var redis = redis(config, closing);
    var bus = closing.add("the bus", bus(redis, meters));
    var announcer = new CountedEvents(new BusAnnouncer(bus), meters);
    var relay = closing.add("the relay", OutboxRelay.start(database, announcer));
    return new Base(
        clock,
        metrics,
        new Health().check("database", database::answers),
        database,
        redis,
        bus,
        new TransactionalOutbox(announcer, relay),
        new PostgresEventLog(database, clock),
        sealer);
  }

  private static Optional<RedisConnection> redis(Config config, Closing closing) {
    return switch (config.stores().bus()) {
      case Config.Bus.InProcess _ -> Optional.empty();
      case Config.Bus.Redis redis -> Optional.of(closing.add("Redis", connect(redis)));
    };
  }

  private static RedisConnection connect(Config.Bus.Redis redis) {
    try {
      return RedisConnection.connect(redis.address());
    } catch (IllegalStateException e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  private static Bus bus(Optional<RedisConnection> redis, MeterRegistry meters) {
    return redis
        .<Bus>map(connection -> RedisBus.open(connection, meters))
        .orElseGet(() -> LocalBus.metered(meters));
  }
}
