package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Handshake;
import dev.parley.e2e.Sender;
import dev.parley.e2e.Socket;
import dev.parley.e2e.Socket.Position;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two nodes are one server, also while one of them or Redis is gone.
class TwoNodesTest {
  private static final Duration CAUGHT_UP_MAX = Duration.ofSeconds(10);
  private static final Duration REVOKED_MAX = Duration.ofSeconds(10);

  private static Cluster cluster;
  private World world;
  private Person ada;
  private Person bob;
  private String conversation;
  private String topic;

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
    ada = world.person("Ada");
    bob = world.person("Bob");
    conversation = world.group("Two nodes", ada, bob);
    topic = "conversation:" + conversation;
  }

  @Test
  void whatIsSentOnOneNodeArrivesOnTheOther() {
    try (var here = Socket.open(cluster.node(0), ada.token());
        var there = Socket.open(cluster.node(1), bob.token())) {
      here.subscribe(topic);
      there.subscribe(topic);
      var reply = here.call("message.send", message("one", "Hello")).expectReply();
      var event = there.await("message.new");
      assertThat(event.path("payload").path("message")).isEqualTo(reply.path("message"));
      bob.api().at(cluster.node(1)).post(messages(), Map.of("content", "And back")).expect(201);
      here.await(frame -> content(frame).equals("And back"));
    }
  }

  @Test
  void clientsOfAKilledNodeResumeOnTheOtherWithoutGapOrRepeat() {
    var doomed = cluster.join(Map.of());
    var readers = IntStream.range(0, 10).mapToObj(_ -> Socket.open(doomed, bob.token())).toList();
    var starts = readers.stream().map(reader -> reader.subscribe(topic)).toList();
    try (var sender = Sender.byRest("ada", cluster.node(0), ada, conversation)) {
      Await.until("some are read", () -> readers.getFirst().events(topic).size() > 20);
      doomed.kill();
      for (int i = 0; i < readers.size(); i++) {
        var log = new ArrayList<>(readers.get(i).events(topic));
        readers.get(i).awaitClose(Duration.ofSeconds(5));
        try (var again = Socket.open(cluster.node(1), bob.token())) {
          log.addAll(resumed(again, after(starts.get(i), log)));
          int caughtUp = sender.acknowledged().size();
          again.await(
              frame -> frame.path("offset").asLong() > caughtUp + starts.getFirst().offset());
          log.addAll(again.events(topic));
          assertThat(offsets(log)).isEqualTo(from(starts.get(i), log.size()));
        }
      }
    } finally {
      readers.forEach(Socket::close);
      doomed.close();
    }
  }

  @Test
  void withoutRedisMessagesAreAcceptedAndReachBothNodesSoon() {
    try (var here = Socket.open(cluster.node(0), bob.token());
        var there = Socket.open(cluster.node(1), bob.token())) {
      var start = here.subscribe(topic);
      there.subscribe(topic);
      cluster.redis().kill();
      var atHere = send(0, "while it is down at the one", 20);
      var atThere = send(1, "while it is down at the other", 20);
      var want = from(start, atHere + atThere);
      for (var reader : List.of(here, there)) {
        Await.until(
            "all arrive without Redis",
            CAUGHT_UP_MAX,
            () -> offsets(reader.events(topic)).equals(want));
      }
      cluster.redis().start();
      var later = send(0, "when it is back at the one", 5) + send(1, "and at the other", 5);
      var all = from(start, want.size() + later);
      for (var reader : List.of(here, there)) {
        Await.until(
            "all arrive after Redis is back",
            CAUGHT_UP_MAX,
            () -> offsets(reader.events(topic)).equals(all));
      }
    } finally {
      ensureRedis();
    }
  }

  private static void ensureRedis() {
    try {
      cluster.redis().start();
    } catch (IllegalStateException _) {
      // It runs already.
    }
  }

  @Test
  void aRevokedSessionIsClosedOnBothNodesWithinSeconds() {
    var doomed = world.signIn(bob.email());
    try (var here = Socket.open(cluster.node(0), doomed.token());
        var there = Socket.open(cluster.node(1), doomed.token());
        var other = Socket.open(cluster.node(1), bob.token())) {
      bob.api().delete("/auth/sessions/" + doomed.sessionId()).expect(204);
      assertThat(here.awaitClose(REVOKED_MAX)).isEqualTo(4401);
      assertThat(there.awaitClose(REVOKED_MAX)).isEqualTo(4401);
      for (int node = 0; node < 2; node++) {
        var api = doomed.api().at(cluster.node(node));
        Await.until("refused", REVOKED_MAX, () -> api.get("/users/me").status() == 401);
        assertThat(Handshake.verdict(cluster.node(node), doomed.api().headers()))
            .isEqualTo("unauthenticated");
      }
      other.call("ping", Map.of()).expectReply();
    }
  }

  @Test
  void aRemovedMemberHearsSoAndHearsNothingMore() {
    try (var here = Socket.open(cluster.node(0), bob.token());
        var there = Socket.open(cluster.node(1), bob.token());
        var witness = Socket.open(cluster.node(1), ada.token())) {
      var readers = List.of(here, there);
      readers.forEach(reader -> reader.subscribe(topic));
      witness.subscribe(topic);
      ada.api().delete("/conversations/" + conversation + "/participants/" + bob.id()).expect(204);
      for (var reader : readers) {
        var ended = reader.await("subscription.ended");
        assertThat(ended.path("topic").asString()).isEqualTo(topic);
        assertThat(Socket.type(reader.events(topic).get(reader.events(topic).size() - 2)))
            .isEqualTo("participant.removed");
      }
      send(0, "among ourselves", 1);
      witness.await(frame -> content(frame).startsWith("among ourselves"));
      for (var reader : readers) {
        reader.call("ping", Map.of()).expectReply();
        assertThat(reader.events(topic).getLast()).isEqualTo(reader.await("subscription.ended"));
        assertThat(reader.call("subscribe", Map.of("topic", topic)).verdict())
            .isEqualTo("not_found");
      }
    }
  }

  @Test
  void formerCompanionsHearNoMoreOfEachOthersPresence() {
    var cyd = world.person("Cyd");
    world.group("Another one", bob, cyd);
    try (var leaver = Socket.open(cluster.node(0), bob.token());
        var left = Socket.open(cluster.node(1), ada.token());
        var companion = Socket.open(cluster.node(1), cyd.token())) {
      leaver.call("subscribe", Map.of("topic", ada.topic())).expectReply();
      left.call("subscribe", Map.of("topic", bob.topic())).expectReply();
      companion.call("subscribe", Map.of("topic", bob.topic())).expectReply();
      ada.api().delete("/conversations/" + conversation + "/participants/" + bob.id()).expect(204);
      assertThat(leaver.await("subscription.ended").path("topic").asString())
          .isEqualTo(ada.topic());
      assertThat(left.await("subscription.ended").path("topic").asString()).isEqualTo(bob.topic());
      leaver.call("presence.update", Map.of("status", "away")).expectReply();
      companion.await("presence.changed");
      left.call("ping", Map.of()).expectReply();
      assertThat(left.events(bob.topic()).getLast()).isEqualTo(left.await("subscription.ended"));
    }
  }

  @Test
  void aRemovedMemberCannotResumeToReadWhatWasSaidSince() {
    Position known;
    try (var before = Socket.open(cluster.node(0), bob.token())) {
      known = before.subscribe(topic);
    }
    ada.api().delete("/conversations/" + conversation + "/participants/" + bob.id()).expect(204);
    send(0, "in private", 1);
    try (var again = Socket.open(cluster.node(1), bob.token())) {
      var payload = Map.of("topic", topic, "epoch", known.epoch(), "offset", known.offset());
      assertThat(again.call("subscribe", payload).verdict()).isEqualTo("not_found");
    }
  }

  private int send(int node, String words, int times) {
    var api = ada.api().at(cluster.node(node));
    for (int i = 0; i < times; i++) {
      api.post(messages(), Map.of("content", words + " " + i)).expect(201);
    }
    return times;
  }

  private String messages() {
    return "/conversations/" + conversation + "/messages";
  }

  private Map<String, String> message(String clientId, String content) {
    return Map.of("conversationId", conversation, "clientId", clientId, "content", content);
  }

  private static String content(JsonNode frame) {
    return frame.path("payload").path("message").path("content").asString("");
  }

  /// Where a reader stands who started there and has read this.
  private static Position after(Position start, List<JsonNode> log) {
    return log.isEmpty()
        ? start
        : new Position(start.topic(), start.epoch(), log.getLast().path("offset").asLong());
  }

  private static List<JsonNode> resumed(Socket socket, Position from) {
    var events = new ArrayList<JsonNode>();
    var position = from;
    while (true) {
      var reply = socket.resume(position);
      assertThat(reply.path("recovered").asBoolean()).isTrue();
      reply.path("events").forEach(events::add);
      position = Position.of(reply);
      if (!reply.path("hasMore").asBoolean()) return events;
    }
  }

  private static List<Long> offsets(List<JsonNode> events) {
    return events.stream().map(event -> event.path("offset").asLong()).toList();
  }

  private static List<Long> from(Position start, int count) {
    return LongStream.rangeClosed(start.offset() + 1, start.offset() + count).boxed().toList();
  }
}
