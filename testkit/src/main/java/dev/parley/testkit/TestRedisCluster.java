package dev.parley.testkit;

import dev.parley.platform.net.RedisAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A Redis cluster of three masters on the loopback, to which replicas can be added, and whose
/// servers can be killed, frozen and started again. Ends with the tests.
public final class TestRedisCluster implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;

  private final List<RedisProcess> servers = new ArrayList<>();

  private TestRedisCluster() {}

  /// Starts the masters, gives out the slots evenly, and waits until all of them agree.
  public static TestRedisCluster create() {
    var cluster = new TestRedisCluster();
    for (int i = 0; i < MASTERS; i++) cluster.launch();
    for (int i = 0; i < MASTERS; i++) cluster.settle(i);
    cluster.awaitAgreement();
    return cluster;
  }

  private RedisProcess launch() {
    int gossip = FreePort.next();
    var server =
        new RedisProcess(
            List.of(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(gossip),
                "--cluster-node-timeout",
                "2000",
                "--cluster-require-full-coverage",
                "no"));
    servers.add(server);
    server.start();
    if (servers.size() > 1) {
      var first = servers.getFirst();
      server.say("CLUSTER MEET 127.0.0.1 %d %s".formatted(first.port(), gossipPort(first)));
    }
    return server;
  }

  private static String gossipPort(RedisProcess server) {
    return server.say("CONFIG GET cluster-port").texts().getLast();
  }

  private void settle(int master) {
    int from = SLOTS * master / MASTERS;
    int to = SLOTS * (master + 1) / MASTERS - 1;
    say(master, "CLUSTER ADDSLOTSRANGE %d %d".formatted(from, to));
  }

  /// Waits until every server that runs knows of all servers, and of a master for each slot.
  public void awaitAgreement() {
    var wanted =
        List.of(
            "cluster_state:ok",
            "cluster_slots_ok:" + SLOTS,
            "cluster_known_nodes:" + servers.size());
    Await.until(
        "the cluster agrees",
        () ->
            servers.stream()
                .filter(RedisProcess::isAlive)
                .map(server -> server.say("CLUSTER INFO").text())
                .allMatch(info -> wanted.stream().allMatch(info::contains)));
  }

  /// As an operator names it in `redis-url`.
  public String uri() {
    return servers.stream()
        .map(server -> "127.0.0.1:" + server.port())
        .collect(Collectors.joining(",", "redis-cluster://", ""));
  }

  public RedisAddress address() {
    return RedisAddress.parse(uri());
  }

  public int masters() {
    return MASTERS;
  }

  /// Adds a replica of a master, and waits until it follows. Answers its index.
  public int addReplica(int master) {
    var replica = launch();
    var id = id(master);
    Await.until("the master is known", () -> replica.say("CLUSTER NODES").text().contains(id));
    replica.say("CLUSTER REPLICATE " + id);
    Await.until(
        "the replica follows",
        () -> replica.say("INFO replication").text().contains("master_link_status:up"));
    awaitAgreement();
    return servers.size() - 1;
  }

  public String id(int server) {
    return say(server, "CLUSTER MYID").text();
  }

  public int port(int server) {
    return servers.get(server).port();
  }

  public long pid(int server) {
    return servers.get(server).pid();
  }

  /// Says a command to one server, words parted by blanks.
  public RedisAnswer say(int server, String command) {
    return servers.get(server).say(command);
  }

  /// The channels that somebody hears on this server.
  public List<String> channels(int server) {
    return say(server, "PUBSUB SHARDCHANNELS").texts();
  }

  /// Gives a slot to another master, as a resharding does at its end; it has to hold no keys.
  public void move(int slot, int to) {
    var order = "CLUSTER SETSLOT %d NODE %s".formatted(slot, id(to));
    say(to, order);
    for (int i = 0; i < MASTERS; i++) if (i != to) say(i, order);
  }

  /// Ends a server as a crash would.
  public void kill(int server) {
    servers.get(server).kill();
  }

  /// Starts a server that was killed; it finds its place in the cluster by itself.
  public void start(int server) {
    servers.get(server).start();
  }

  public void freeze(int server) {
    servers.get(server).freeze();
  }

  public void thaw(int server) {
    servers.get(server).thaw();
  }

  /// Whether a server runs.
  public boolean isAlive(int server) {
    return servers.get(server).isAlive();
  }

  /// The index of the master of a slot, as the first server that runs sees it.
  public int masterOf(int slot) {
    return IntStream.range(0, servers.size())
        .filter(server -> isAlive(server) && serves(server, slot))
        .findFirst()
        .orElseThrow();
  }

  private boolean serves(int server, int slot) {
    var line = say(server, "CLUSTER NODES").text().lines().filter(l -> l.contains("myself,master"));
    return line.flatMap(text -> List.of(text.split(" ")).stream().skip(8))
        .filter(range -> !range.startsWith("["))
        .map(range -> range.split("-"))
        .anyMatch(range ->
            slot >= Integer.parseInt(range[0])
                && slot <= Integer.parseInt(range[range.length - 1]));
  }

  @Override
  public void close() {
    servers.forEach(RedisProcess::kill);
  }
}
