package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever becomes of Redis, messages are accepted as before and cross from node to node.
class WithoutRedisTest {
  /// What is promised while Redis is away.
  private static final Duration CROSSED_MAX = Duration.ofSeconds(5);

  private static final Duration ANSWERED_MAX = Duration.ofSeconds(2);

  /// At 50 ms and an answer each: more than five seconds.
  private static final int MESSAGES = 100;

  private static Cluster cluster;
  private Crossing crossing;

  @BeforeAll
  static void start() {
    cluster = Cluster.start(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void meet() {
    var world = World.create(cluster);
    var ada = world.person("Ada");
    var bob = world.person("Bob");
    var pair = new Crossing.Pair(ada, bob, world.group("Across", ada, bob));
    crossing = Crossing.start(cluster.node(0), cluster.node(1), pair);
    crossing.awaitMore(20);
  }

  @AfterEach
  void part() {
    crossing.close();
  }

  private void survives(String what, Runnable fault, Runnable repair) {
    int from = crossing.count();
    fault.run();
    crossing.awaitMore(MESSAGES);
    var without = crossing.outcome(from, crossing.count());
    System.out.println(what + ": " + without);
    assertThat(without.slowest()).isLessThan(CROSSED_MAX);
    assertThat(without.answer()).isLessThan(ANSWERED_MAX);
    repair.run();
    Metrics.awaitBus(cluster.node(0), cluster.node(1));
    int back = crossing.awaitMore(20);
    var again = crossing.outcome(back, crossing.count());
    System.out.println(what + ", and back: " + again);
    assertThat(again.byBus()).isTrue();
    assertThat(crossing.finish()).isEqualTo(crossing.acknowledged());
  }

  @Test
  void itIsKilled() {
    survives("Redis killed", cluster.redis()::kill, cluster.redis()::start);
  }

  @Test
  void itHangs() {
    survives("Redis hung", cluster.redis()::freeze, cluster.redis()::thaw);
  }

  @Test
  void itIsRestarted() {
    survives(
        "Redis restarted",
        () -> {
          cluster.redis().stop();
          cluster.redis().start();
        },
        () -> {});
  }

  @Test
  void itForgetsEverything() {
    survives("Redis flushed", () -> cluster.redis().say("FLUSHALL"), () -> {});
  }
}
