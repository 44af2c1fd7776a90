package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who looks on is known on every node, and stays right whatever becomes of a node or of Redis.
class ViewingTest {
  private static final Duration SEEN_MAX = Duration.ofSeconds(1);

  /// In place of 60 seconds.
  private static final Duration GONE_AFTER = Duration.ofSeconds(4);

  private static final Map<String, String> SETTINGS =
      Map.of("PARLEY_VIEWING_SECONDS", Long.toString(GONE_AFTER.toSeconds()));

  /// A sweep, and the time to tell of it.
  private static final Duration GONE_MAX = GONE_AFTER.plusSeconds(5).plus(SEEN_MAX);

  private static Cluster cluster;
  private World world;
  private Person ada;
  private Person bob;
  private Person cyd;
  private String conversation;
  private String topic;

  @BeforeAll
  static void start() {
    cluster = Cluster.start(0);
    for (int i = 0; i < 2; i++) cluster.add(SETTINGS);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void meet() {
    world = World.create(cluster);
    ada = world.person("Ada");
    bob = world.person("Bob");
    cyd = world.person("Cyd");
    conversation = world.group("Looking on", ada, bob, cyd);
    topic = "conversation:" + conversation;
  }

  private Looker looks(int node, Person person) {
    return Looker.open(cluster.node(node), person, topic);
  }

  /// Lets all that may be told be told: somebody comes and goes.
  private void settle(Looker witness, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Await.until("the time has passed", time.multipliedBy(2), () -> System.nanoTime() - end > 0);
    var before = witness.told(cyd);
    try (var visitor = looks(0, cyd)) {
      Await.until("seen", () -> witness.told(cyd).size() == before.size() + 1);
      visitor.leave();
      Await.until("gone", () -> witness.told(cyd).size() == before.size() + 2);
    }
  }

  @Test
  void whoLooksOnAtOneNodeAndLeavesIsSeenAtTheOtherWithinASecond() {
    try (var here = looks(0, ada)) {
      try (var there = looks(1, bob)) {
        here.awaitTold(bob, SEEN_MAX, "joined");
        assertThat(there.join()).containsExactly(ada.id(), bob.id());
        there.leave();
        here.awaitTold(bob, SEEN_MAX, "joined", "left");
        assertThat(here.join()).containsExactly(ada.id());
      }
      try (var again = looks(1, bob)) {
        here.awaitTold(bob, SEEN_MAX.multipliedBy(2), "joined", "left", "joined");
        assertThat(again.join()).hasSize(2);
      }
      here.awaitTold(bob, SEEN_MAX.multipliedBy(2), "joined", "left", "joined", "left");
    }
  }

  @Test
  void severalDevicesOnSeveralNodesAreOnePerson() {
    try (var here = looks(0, ada);
        var phone = looks(0, bob);
        var laptop = looks(1, bob)) {
      here.awaitTold(bob, SEEN_MAX, "joined");
      assertThat(laptop.join()).containsExactly(ada.id(), bob.id());
      phone.leave();
      settle(here, Duration.ZERO);
      assertThat(here.told(bob)).containsExactly("joined");
      laptop.leave();
      here.awaitTold(bob, SEEN_MAX.multipliedBy(2), "joined", "left");
    }
  }

  @Test
  void whoFallsSilentIsGone() {
    try (var here = looks(0, ada);
        var silent = looks(1, bob)) {
      here.awaitTold(bob, SEEN_MAX, "joined");
      silent.stopBeating();
      here.awaitTold(bob, GONE_MAX, "joined", "left");
      assertThat(silent.join()).contains(bob.id());
      here.awaitTold(bob, SEEN_MAX.multipliedBy(2), "joined", "left", "joined");
    }
  }

  @Test
  void whoIsRemovedLooksOnNoMore() {
    try (var here = looks(0, ada);
        var removed = Looker.deaf(cluster.node(1), bob, topic)) {
      here.awaitTold(bob, SEEN_MAX, "joined");
      ada.api().delete("/conversations/" + conversation + "/participants/" + bob.id()).expect(204);
      here.awaitTold(bob, SEEN_MAX.multipliedBy(2), "joined", "left");
      assertThat(removed.verdict()).isEqualTo("not_found");
      assertThat(here.join()).containsExactly(ada.id());
    }
  }

  @Test
  void thePeopleOfAKilledNodeAreGoneAndNobodyElse() {
    var doomed = cluster.join(SETTINGS);
    try (var here = looks(0, ada);
        var phone = looks(1, cyd);
        var lost = Looker.open(doomed, bob, topic);
        var laptop = Looker.open(doomed, cyd, topic)) {
      here.awaitTold(bob, SEEN_MAX.multipliedBy(2), "joined");
      assertThat(laptop.join()).hasSize(3);
      lost.stopBeating();
      laptop.stopBeating();
      doomed.kill();
      here.awaitTold(bob, GONE_MAX, "joined", "left");
      assertThat(phone.join()).containsExactly(ada.id(), cyd.id());
      assertThat(here.told(cyd)).containsExactly("joined");
    } finally {
      doomed.close();
    }
  }

  @Test
  void aNodeThatStoodStillAnnouncesNobodyWhoHasGone() {
    var frozen = cluster.join(SETTINGS);
    try (var here = looks(0, ada);
        var lost = Looker.open(frozen, bob, topic)) {
      here.awaitTold(bob, SEEN_MAX, "joined");
      frozen.freeze();
      here.awaitTold(bob, GONE_MAX, "joined", "left");
      lost.close();
      frozen.thaw();
      settle(here, Duration.ofSeconds(3));
      assertThat(here.told(bob)).containsExactly("joined", "left");
    } finally {
      frozen.close();
    }
  }

  @Test
  void whenRedisForgetsEverythingNobodyIsToldToHaveComeOrGone() {
    try (var here = looks(0, ada);
        var there = looks(1, bob)) {
      here.awaitTold(bob, SEEN_MAX, "joined");
      cluster.redis().flush();
      settle(here, GONE_AFTER);
      assertThat(here.told(bob)).containsExactly("joined");
      assertThat(here.join()).containsExactly(ada.id(), bob.id());
      there.leave();
      here.awaitTold(bob, SEEN_MAX.multipliedBy(2), "joined", "left");
    }
  }

  @Test
  void afterARestartOfRedisWhoStayedIsStillThereAndWhoLeftIsToldToHaveLeft() {
    try (var here = looks(0, ada);
        var there = looks(1, bob);
        var leaver = looks(1, cyd)) {
      here.awaitTold(bob, SEEN_MAX, "joined");
      Await.until("cyd is seen", () -> here.told(cyd).size() == 1);
      cluster.redis().kill();
      leaver.close();
      cluster.redis().start();
      Await.until("cyd is gone", () -> here.told(cyd).size() == 2);
      Await.until("all are back", () -> there.verdict().equals("ok"));
      settle(here, GONE_AFTER);
      assertThat(here.told(bob)).containsExactly("joined");
      assertThat(here.join()).containsExactly(ada.id(), bob.id());
    }
  }
}
