package dev.parley.e2e.faults;

import dev.parley.e2e.proxy.FaultProxy;
import dev.parley.e2e.proxy.FaultProxy.Way;
import dev.parley.e2e.proxy.Weather;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The matrix.
final class Faults {
  private static final String TERMINATE =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where application_name like 'parley-%' and pid <> pg_backend_pid()";

  private static final Duration LATE = Duration.ofMillis(200);
  private static final Duration JITTER = Duration.ofMillis(40);
  private static final long SLOW_BYTES = 64 * 1024;
  private static final int SLICE = 7;

  private Faults() {}

  /// Every fault that can be injected here, in the order in which the matrix runs.
  static List<Fault> all() {
    return Stream.of(nodes(), redis(), postgres(), clientNetworks(), serverNetworks())
        .flatMap(List::stream)
        .toList();
  }

  static Optional<Fault> named(String name) {
    return all().stream().filter(fault -> fault.name().equals(name)).findFirst();
  }

  private static List<Fault> nodes() {
    return List.of(
        Fault.of("none", "Nothing is done: what the others are compared with", _ -> {}),
        Fault.of(
                "node-kill",
                "kill -9 of a node, started again later",
                it -> it.station(0).node().kill())
            .healing(it -> it.station(0).revive()),
        Fault.of(
                "node-stop",
                "SIGSTOP of a node, SIGCONT later",
                it -> it.station(0).node().freeze())
            .healing(it -> it.station(0).node().thaw()),
        Fault.of(
                "node-drain", "SIGTERM of a node, started again later", it -> it.station(0).drain())
            .healing(it -> it.station(0).revive()));
  }

  private static List<Fault> redis() {
    return List.of(
        Fault.of("redis-kill", "kill -9 of Redis, started again later", it -> it.redis().kill())
            .healing(it -> it.redis().start()),
        Fault.of(
            "redis-restart",
            "Redis is stopped and started at once, with its data",
            it -> {
              it.redis().stop();
              it.redis().start();
            }),
        Fault.of("redis-flush", "FLUSHALL", it -> it.redis().flush()),
        Fault.of("redis-stop", "SIGSTOP of Redis, SIGCONT later", it -> it.redis().freeze())
            .healing(it -> it.redis().thaw()));
  }

  private static List<Fault> postgres() {
    return List.of(
        Fault.of(
                "postgres-kill",
                "kill -9 of PostgreSQL, started again later",
                it -> it.postgres().kill())
            .healing(it -> it.postgres().start()),
        Fault.of(
            "postgres-restart",
            "PostgreSQL is stopped and started at once",
            it -> {
              it.postgres().stop();
              it.postgres().start();
            }),
        Fault.of(
                "postgres-stop",
                "SIGSTOP of PostgreSQL, SIGCONT later",
                it -> it.postgres().freeze())
            .healing(it -> it.postgres().thaw()),
        Fault.of(
                "postgres-terminate",
                "pg_terminate_backend on every connection, twice a second",
                _ -> {})
            .repeating(it -> it.postgres().execute(TERMINATE)));
  }

  private static List<Fault> clientNetworks() {
    return List.of(
        everywhere(
            "client-latency",
            "200 ms between clients and nodes",
            Station::clients,
            Weather.latency(LATE, JITTER)),
        everywhere(
            "client-bandwidth",
            "64 kB/s between clients and nodes",
            Station::clients,
            Weather.bandwidth(SLOW_BYTES)),
        everywhere(
            "client-slices",
            "7 bytes at a time between clients and nodes",
            Station::clients,
            Weather.slices(SLICE)),
        Fault.of("client-reset", "Connections of clients are reset, twice a second", _ -> {})
            .repeating(it -> it.stations().forEach(each -> each.clients().reset())),
        toOne(
            "client-black-hole",
            "Clients of one node are cut off, and nobody is told",
            Station::clients));
  }

  private static List<Fault> serverNetworks() {
    return List.of(
        everywhere(
            "postgres-latency",
            "200 ms between nodes and PostgreSQL",
            Station::database,
            Weather.latency(LATE, JITTER)),
        toOne("postgres-partition", "One node is cut off from PostgreSQL", Station::database),
        oneWay(
            "postgres-partition-answers",
            "PostgreSQL hears one node, which hears nothing",
            Station::database,
            Way.TO_CLIENT),
        toOne("redis-partition", "One node is cut off from Redis", Station::redis),
        oneWay(
            "redis-partition-commands",
            "Redis does not hear one node, which hears it",
            Station::redis,
            Way.TO_SERVICE),
        oneWay(
            "redis-partition-answers",
            "Redis hears one node, which hears nothing",
            Station::redis,
            Way.TO_CLIENT));
  }

  private static Fault everywhere(
      String name, String what, Function<Station, FaultProxy> proxy, Weather weather) {
    return Fault.of(
            name, what, it -> it.stations().forEach(one -> proxy.apply(one).weather(weather)))
        .healing(it -> it.stations().forEach(one -> proxy.apply(one).weather(Weather.FAIR)));
  }

  private static Fault toOne(String name, String what, Function<Station, FaultProxy> proxy) {
    return Fault.of(name, what, it -> proxy.apply(it.station(0)).weather(Weather.BLACK_HOLE))
        .healing(it -> proxy.apply(it.station(0)).weather(Weather.FAIR));
  }

  private static Fault oneWay(
      String name, String what, Function<Station, FaultProxy> proxy, Way way) {
    return Fault.of(name, what, it -> proxy.apply(it.station(0)).weather(way, Weather.BLACK_HOLE))
        .healing(it -> proxy.apply(it.station(0)).weather(Weather.FAIR));
  }
}
