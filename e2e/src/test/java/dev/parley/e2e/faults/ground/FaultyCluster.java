package dev.parley.e2e.faults.ground;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Program;
import dev.parley.e2e.proxy.FaultProxy;
import dev.parley.platform.postgres.embedded.LonePostgres;
import dev.parley.testkit.Await;
import dev.parley.testkit.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/// Nodes on one PostgreSQL and one Redis, each a process of its own, with a proxy between any two
/// of them and before every node.
public final class FaultyCluster implements AutoCloseable {
  public static final Duration WHOLE_AGAIN_MAX = Duration.ofSeconds(90);
  private static final Duration READY_ANSWER_MAX = Duration.ofSeconds(2);

  private final FaultyServices services;
  private final Cluster cluster;
  private final List<Station> stations = new ArrayList<>();
  private final Path folder = Program.folder("faults-");

  /// @param seed decides what the proxies leave to chance
  public record Plan(int nodes, long seed, Set<Need> needs) {}

  private FaultyCluster(FaultyServices services) {
    this.services = services;
    this.cluster = Cluster.on(services);
  }

  /// Starts everything, and returns when all nodes take traffic.
  public static FaultyCluster start(Plan plan) {
    var cluster = new FaultyCluster(FaultyServices.start(plan.needs));
    try {
      for (int i = 0; i < plan.nodes; i++) cluster.add(plan);
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void add(Plan plan) {
    int index = stations.size();
    long seed = plan.seed + index;
    var database = FaultProxy.to(services.postgres().port(), seed);
    var redis = FaultProxy.to(services.redis().port(), seed);
    var clock = folder.resolve("clock-" + index);
    var settings = new HashMap<String, String>();
    var url = services.address().jdbcUrl();
    settings.put("PARLEY_DATABASE_URL", url.replaceFirst(":\\d+/", ":" + database.port() + "/"));
    settings.put("PARLEY_REDIS_URL", "redis://127.0.0.1:" + redis.port());
    if (plan.needs.contains(Need.CLOCKS)) settings.putAll(Clock.settable(clock));
    var node = cluster.add(settings);
    var clients = FaultProxy.to(node.base().getPort(), seed);
    stations.add(new Station(cluster, index, clients, database, redis, clock));
  }

  /// The cluster as other tests know it, past the proxies.
  public Cluster cluster() {
    return cluster;
  }

  public List<Station> stations() {
    return stations;
  }

  public Station station(int index) {
    return stations.get(index);
  }

  public LonePostgres postgres() {
    return services.postgres();
  }

  public TestRedis redis() {
    return services.redis();
  }

  /// The disk that PostgreSQL has to itself, where the plan asked for one.
  public SmallDisk disk() {
    return services.disk().orElseThrow();
  }

  /// Waits until every node says that it takes traffic; answers how long that took.
  public Duration awaitWhole() {
    long start = System.nanoTime();
    for (var station : stations) {
      Await.until(
          "node " + station.index() + " takes traffic", WHOLE_AGAIN_MAX, () -> isReady(station));
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static boolean isReady(Station station) {
    if (!station.node().isAlive()) return false;
    var api = station.node().api().patient(READY_ANSWER_MAX);
    return api.tryCall("GET", "/ready", null).filter(answer -> answer.status() == 200).isPresent();
  }

  @Override
  public void close() {
    cluster.close();
    for (var station : stations) {
      station.clients().close();
      station.database().close();
      station.redis().close();
    }
  }
}
