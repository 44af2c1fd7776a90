package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Node;
import dev.parley.e2e.Socket;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import dev.parley.testkit.Await;
import dev.parley.testkit.TestRedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two nodes on a Redis cluster. When one master is away, the topics of its slots are heard by
/// reading the log, and those of the others by the bus as before.
class WithoutPartOfRedisTest {
  private static final Duration CROSSED_MAX = Duration.ofSeconds(5);

  private static final int MESSAGES = 80;
  private static final int CONVERSATIONS_MAX = 60;

  private static TestRedisCluster redis;
  private static Cluster cluster;
  private static Node here;
  private static Node there;

  private World world;
  private Person ada;
  private Person bob;

  @BeforeAll
  static void start() {
    redis = TestRedisCluster.create();
    cluster = Cluster.start(0);
    here = cluster.add(Map.of("PARLEY_REDIS_URL", redis.uri()));
    there = cluster.add(Map.of("PARLEY_REDIS_URL", redis.uri()));
  }

  @AfterAll
  static void stop() {
    cluster.close();
    redis.close();
  }

  @BeforeEach
  void meet() {
    world = World.create(cluster);
    ada = world.person("Ada");
    bob = world.person("Bob");
  }

  /// One conversation for each master, which has its topic.
  private List<Crossing> oneOfEachMaster() {
    var found = new HashMap<Integer, Crossing>();
    for (int i = 0; i < CONVERSATIONS_MAX && found.size() < redis.masters(); i++) {
      var conversation = world.group("No. " + i, ada, bob);
      var crossing = Crossing.start(here, there, new Crossing.Pair(ada, bob, conversation));
      if (found.putIfAbsent(masterOf(crossing), crossing) != null) crossing.close();
    }
    assertThat(found).hasSize(redis.masters());
    var ordered = new ArrayList<Crossing>();
    for (int i = 0; i < redis.masters(); i++) ordered.add(found.get(i));
    return ordered;
  }

  private static int masterOf(Crossing crossing) {
    for (int i = 0; i < redis.masters(); i++) {
      if (redis.channels(i).stream().anyMatch(name -> name.endsWith(crossing.topic()))) return i;
    }
    throw new AssertionError(crossing.topic() + " is on no master");
  }

  @Test
  void theTopicsOfADeadMasterAreReadFromTheLogAndTheOthersGoOn() {
    var crossings = oneOfEachMaster();
    try {
      crossings.forEach(crossing -> crossing.awaitMore(20));
      var from = crossings.stream().map(Crossing::count).toList();
      redis.kill(1);
      crossings.forEach(crossing -> crossing.awaitMore(MESSAGES));
      for (int i = 0; i < crossings.size(); i++) {
        var outcome = crossings.get(i).outcome(from.get(i), crossings.get(i).count());
        System.out.println((i == 1 ? "of the dead master: " : "of another: ") + outcome);
        assertThat(outcome.slowest()).isLessThan(CROSSED_MAX);
        assertThat(outcome.byBus()).isEqualTo(i != 1);
      }
      redis.start(1);
      redis.awaitAgreement();
      Metrics.awaitBus(here, there);
      int back = crossings.get(1).awaitMore(20);
      var again = crossings.get(1).outcome(back, crossings.get(1).count());
      System.out.println("of the master that is back: " + again);
      assertThat(again.byBus()).isTrue();
      for (var crossing : crossings) {
        assertThat(crossing.finish()).isEqualTo(crossing.acknowledged());
      }
    } finally {
      crossings.forEach(Crossing::close);
    }
  }

  @Test
  void presenceCrossesNodesOnACluster() {
    try (var _ = Socket.open(here, ada.token())) {
      var path = "/users/presence?userIds=" + ada.id();
      Await.until(
          "she is seen at the other node",
          () -> ada.api().at(there).get(path).text().contains("\"online\""));
    }
  }
}
