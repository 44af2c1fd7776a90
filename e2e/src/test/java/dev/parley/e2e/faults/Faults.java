package dev.parley.e2e.faults;

import dev.parley.e2e.faults.attack.Attack;
import dev.parley.e2e.faults.attack.AttackProbe;
import dev.parley.e2e.faults.attack.Bombs;
import dev.parley.e2e.faults.attack.Flood;
import dev.parley.e2e.faults.attack.Silence;
import dev.parley.e2e.faults.ground.Clock;
import dev.parley.e2e.faults.ground.Need;
import dev.parley.e2e.faults.ground.Station;
import dev.parley.e2e.faults.probe.ConnectProbe;
import dev.parley.e2e.faults.probe.DrainProbe;
import dev.parley.e2e.faults.probe.PresenceProbe;
import dev.parley.e2e.faults.probe.RevocationProbe;
import dev.parley.e2e.faults.probe.SlowReaderProbe;
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

  private static final String LOCK =
      "do $$ begin lock table conversation in access exclusive mode; perform pg_sleep(4); end $$";

  private static final Duration REVOKED_MAX = Duration.ofSeconds(2);
  private static final Duration REVOKED_WITHOUT_REDIS_MAX = Duration.ofSeconds(10);
  private static final Duration LATE = Duration.ofMillis(200);
  private static final Duration JITTER = Duration.ofMillis(40);
  private static final long SLOW_BYTES = 64 * 1024;
  private static final int SLICE = 7;

  private Faults() {}

  /// Every fault that can be injected here, in the order in which the matrix runs.
  static List<Fault> all() {
    return Stream.of(
            nodes(),
            redis(),
            postgres(),
            clientNetworks(),
            serverNetworks(),
            people(),
            shortages(),
            clocks(),
            attacks())
        .flatMap(List::stream)
        .toList();
  }

  static Optional<Fault> named(String name) {
    return all().stream().filter(fault -> fault.name().equals(name)).findFirst();
  }

  private static List<Fault> nodes() {
    return List.of(
        Fault.none("none", "Nothing is done: what the others are compared with")
            .probedBy(new ConnectProbe()),
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
        Fault.none("node-drain", "SIGTERM of a node, started again later")
            .probedBy(new DrainProbe())
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

  /// What is promised to people and about them, watched while nothing else or one thing happens.
  private static List<Fault> people() {
    return List.of(
        Fault.none("presence", "People come, leave, and are cut off, and others watch them")
            .probedBy(PresenceProbe::comingAndGoing),
        Fault.none("presence-node-kill", "kill -9 of a node, and others watch the people on it")
            .probedBy(PresenceProbe::lostWithTheirNode)
            .healing(it -> it.station(0).revive()),
        Fault.none("revocation", "Rights are taken away while a canary sings")
            .probedBy(new RevocationProbe(_ -> {}, REVOKED_MAX)),
        Fault.none("revocation-redis-kill", "kill -9 of Redis, and then rights are taken away")
            .probedBy(new RevocationProbe(it -> it.redis().kill(), REVOKED_WITHOUT_REDIS_MAX))
            .healing(it -> it.redis().start()),
        Fault.none("slow-reader", "Someone never reads while a lot is said")
            .probedBy(new SlowReaderProbe()));
  }

  private static List<Fault> shortages() {
    return List.of(
        Fault.of(
                "pool-exhausted",
                "A table is locked for seconds on end, so that transactions fill the pools",
                _ -> {})
            .repeating(it -> it.postgres().execute(LOCK)),
        Fault.of(
                "postgres-connections",
                "PostgreSQL gives the nodes two connections between them",
                it -> {
                  it.postgres().execute("alter role parley connection limit 2");
                  it.postgres().execute(TERMINATE);
                })
            .healing(it -> it.postgres().execute("alter role parley connection limit -1")),
        Fault.of(
                "postgres-read-only",
                "PostgreSQL takes no writes",
                it -> {
                  it.postgres().execute("alter system set default_transaction_read_only = on");
                  it.postgres().execute("select pg_reload_conf()");
                })
            .healing(it -> {
              it.postgres().execute("alter system reset default_transaction_read_only");
              it.postgres().execute("select pg_reload_conf()");
            }),
        Fault.of("postgres-slow", "PostgreSQL stops for a second and runs for half of one", _ -> {})
            .repeating(it -> it.postgres().stutter()),
        Fault.of("disk-full", "The disk of PostgreSQL is full", it -> it.disk().fill())
            .needing(Need.SMALL_DISK)
            .healing(it -> {
              it.disk().empty();
              if (!it.postgres().isAlive()) it.postgres().start();
            }));
  }

  private static List<Fault> clocks() {
    return List.of(
        clock("clock-forward", "The clock of one node jumps three days ahead", "+3d"),
        clock("clock-back", "The clock of one node jumps an hour back", "-1h"),
        clock(
            "clock-drift", "The clock of one node runs one part in a hundred faster", "+0 x1.01"));
  }

  private static List<Fault> attacks() {
    return List.of(
        attack("attack-silence", "2,000 connections that say nothing", new Silence(2_000, "")),
        attack(
            "attack-slow-heads",
            "500 connections that say a request's head a letter at a time",
            new Silence(500, "GET /api/v1/ws HTTP/1.1\r\nHost: somewhere.example\r\n")),
        attack(
            "attack-bombs",
            "Members send what inflates, nests, claims to be huge or comes in shreds",
            new Bombs(4)),
        attack(
            "attack-floods",
            "Members subscribe to all that they may and more, or send without a pause",
            new Flood(4, 4)));
  }

  private static Fault attack(String name, String what, Attack attack) {
    return Fault.none(name, what).probedBy(new AttackProbe(attack));
  }

  private static Fault clock(String name, String what, String offset) {
    return Fault.of(name, what, it -> Clock.set(it.station(0).clock(), offset))
        .needing(Need.CLOCKS)
        .healing(it -> Clock.set(it.station(0).clock(), "+0"));
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
