package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Handshake;
import dev.parley.e2e.Socket;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever may no longer read and hear stops to, on every node and in time, whatever became of
/// Redis meanwhile.
class RevocationTest {
  private static final Duration WITH_REDIS_MAX = Duration.ofSeconds(2);
  private static final Duration WITHOUT_REDIS_MAX = Duration.ofSeconds(10);

  private static Cluster cluster;

  private final List<Victim> victims = new ArrayList<>();
  private World world;
  private Person ada;
  private Person leaver;
  private Person thief;
  private Person owner;
  private Person suspended;
  private Person removed;
  private String conversation;

  /// Someone with a connection to each node, and the ways in which they read.
  private record Victim(String name, Person person, List<Socket> sockets) {
    boolean hearsOn(int node) {
      var socket = sockets.get(node);
      return socket.closeCode().isEmpty() && socket.ofType("subscription.ended").isEmpty();
    }

    boolean reads(int node, String path) {
      return person.api().at(cluster.node(node)).get(path).status() == 200;
    }
  }

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
    world = World.create(cluster);
    ada = world.admin();
    leaver = world.person("Leaver");
    owner = world.person("Owner");
    suspended = world.person("Suspended");
    removed = world.person("Removed");
    conversation = world.group("Canaries", ada, leaver, owner, suspended, removed);
    thief = world.signIn(owner.email());
    listen("logged out", leaver);
    listen("revoked", thief);
    listen("suspended", suspended);
    listen("removed", removed);
    awaitRedis();
  }

  private void listen(String name, Person person) {
    var sockets = new ArrayList<Socket>();
    for (int node = 0; node < 2; node++) {
      var socket = Socket.open(cluster.node(node), person.token());
      socket.subscribe(topic());
      sockets.add(socket);
    }
    victims.add(new Victim(name, person, sockets));
  }

  /// Until what is kept nowhere gets from one node to the other.
  private void awaitRedis() {
    try (var here = Socket.open(cluster.node(0), ada.token())) {
      var there = victims.getFirst().sockets().get(1);
      Await.until(
          "Redis carries what is typed",
          () -> {
            here.call("typing.start", Map.of("conversationId", conversation)).expectReply();
            return !there.ofType("typing.user").isEmpty();
          });
    }
  }

  @AfterEach
  void part() {
    victims.forEach(victim -> victim.sockets().forEach(Socket::close));
  }

  private String topic() {
    return "conversation:" + conversation;
  }

  private String messages() {
    return "/conversations/" + conversation + "/messages";
  }

  @Test
  void withRedisEveryoneIsCutOnBothNodesWithinTwoSeconds() {
    revokeAndExpectSilenceWithin(WITH_REDIS_MAX);
  }

  @Test
  void withoutRedisEveryoneIsCutOnBothNodesWithinTenSeconds() {
    cluster.redis().kill();
    try {
      revokeAndExpectSilenceWithin(WITHOUT_REDIS_MAX);
    } finally {
      cluster.redis().start();
    }
  }

  @Test
  void whileRedisHangsEveryoneIsCutOnBothNodesWithinTenSeconds() {
    cluster.redis().freeze();
    try {
      revokeAndExpectSilenceWithin(WITHOUT_REDIS_MAX);
    } finally {
      cluster.redis().thaw();
    }
  }

  /// Revokes on the one node in all ways that there are, and holds both to the time.
  private void revokeAndExpectSilenceWithin(Duration max) {
    var began = System.nanoTime();
    leaver.api().post("/auth/logout", null).expect(204);
    owner.api().delete("/auth/sessions/" + thief.sessionId()).expect(204);
    ada.api().delete("/users/" + suspended.id()).expect(204);
    ada.api()
        .delete("/conversations/" + conversation + "/participants/" + removed.id())
        .expect(204);
    var left = max.minusNanos(System.nanoTime() - began);
    Await.until("all are cut: " + victims, left, () -> victims.stream().noneMatch(this::notCut));
    expectSilence();
  }

  private boolean notCut(Victim victim) {
    for (int node = 0; node < 2; node++) {
      if (victim.hearsOn(node) || victim.reads(node, messages())) return true;
    }
    return false;
  }

  /// What is said from now on reaches those who stayed, on both nodes, and nobody else.
  private void expectSilence() {
    try (var here = Socket.open(cluster.node(0), owner.token());
        var there = Socket.open(cluster.node(1), owner.token())) {
      for (var witness : List.of(here, there)) witness.subscribe(topic());
      for (int node = 0; node < 2; node++) {
        var canary = Map.of("content", "canary " + node);
        ada.api().at(cluster.node(node)).post(messages(), canary).expect(201);
      }
      for (var witness : List.of(here, there)) {
        Await.until("the canaries", () -> witness.ofType("message.new").size() == 2);
      }
    }
    for (var victim : victims) {
      for (var socket : victim.sockets()) {
        assertThat(socket.ofType("message.new")).as(victim.name()).isEmpty();
      }
    }
    for (var victim : victims.subList(0, 3)) {
      for (int node = 0; node < 2; node++) {
        assertThat(Handshake.verdict(cluster.node(node), victim.person().api().headers()))
            .as(victim.name())
            .isEqualTo("unauthenticated");
      }
    }
  }
}
