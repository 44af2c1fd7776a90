package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Node;
import dev.parley.e2e.Socket;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import dev.parley.platform.kernel.Json;
import dev.parley.testkit.Await;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Through HAProxy, as `deploy/haproxy.cfg` sets it up: any node serves any client.
class BalancedTest {
  private static final Map<String, String> BEHIND = Map.of("PARLEY_TRUSTED_PROXIES", "127.0.0.1");
  private static final int MANY = 10_000;
  private static final int FOLLOWERS = 12;
  private static final int BEFORE = 30;
  private static final int AFTER = 60;

  /// Failures that the server bears from one address before it refuses.
  private static final int FAILURES = 50;

  private static Cluster cluster;
  private static Node stays;
  private World world;
  private Person ada;

  @BeforeAll
  static void start() {
    cluster = Cluster.start(0);
    stays = cluster.add(BEHIND);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void meet() {
    world = World.create(cluster);
    ada = world.person("Ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "roundrobin"})
  void clientsOfADeadNodeResumeOnTheOtherWithoutGapOrRepeat(String balance) {
    var bob = world.person("Bob");
    var conversation = world.group("Balanced", ada, bob);
    var topic = "conversation:" + conversation;
    try (var doomed = cluster.join(BEHIND);
        var balancer = Balancer.start(new Balancer.Setup(balance, MANY), stays, doomed)) {
      var followers =
          IntStream.range(0, FOLLOWERS)
              .mapToObj(i -> Visitor.from(i + 2, balancer.base()))
              .map(visitor -> Follower.of(() -> visitor.socket(bob.token()), topic))
              .toList();
      try {
        var there = connections(doomed);
        assertThat(there).isBetween(1, FOLLOWERS - 1);
        var sender = Visitor.from(1, balancer.base());
        send(sender, conversation, BEFORE);
        doomed.kill();
        long last = send(sender, conversation, AFTER);
        for (var follower : followers) {
          Await.until(
              "all are heard",
              () -> {
                follower.follow();
                return follower.offsets().size() >= follower.wanted(last).size();
              });
          assertThat(follower.offsets()).isEqualTo(follower.wanted(last));
        }
        assertThat(followers.stream().filter(follower -> follower.resumes() > 0)).hasSize(there);
        assertThat(connections(stays)).isEqualTo(FOLLOWERS);
      } finally {
        followers.forEach(Follower::close);
      }
    }
  }

  private static int connections(Node node) {
    return (int) Metrics.of(node, "parley_websocket_connections");
  }

  /// Sends by REST, each message until it is acknowledged; answers the offset of the last.
  private long send(Visitor visitor, String conversation, int count) {
    long seq = 0;
    for (int i = 0; i < count; i++) {
      var draft = new HashMap<String, String>();
      draft.put("clientId", UUID.randomUUID().toString());
      draft.put("content", "No. " + i);
      var sent = new ArrayList<Long>();
      Await.until("it is acknowledged", () -> sent.addAll(attempt(visitor, conversation, draft)));
      seq = sent.getFirst();
    }
    return offset(conversation, seq);
  }

  private List<Long> attempt(Visitor visitor, String conversation, Map<String, String> draft) {
    try {
      var answer = visitor.post("/conversations/" + conversation + "/messages", draft, bearer(ada));
      if (answer.statusCode() / 100 == 5) return List.of();
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
      return List.of(Json.tree(answer.body()).path("message").path("seq").asLong());
    } catch (UncheckedIOException _) {
      return List.of();
    }
  }

  private static Map<String, String> bearer(Person person) {
    return Map.of("Authorization", "Bearer " + person.token());
  }

  /// Where the event of a message stands in its topic.
  private long offset(String conversation, long seq) {
    var found = new ArrayList<Long>();
    var topic = "conversation:" + conversation;
    try (var socket = Socket.open(stays, ada.token())) {
      found.add(socket.subscribe(topic).offset());
    }
    assertThat(found.getFirst()).isGreaterThanOrEqualTo(seq);
    return found.getFirst();
  }

  @Test
  void byAddressAClientFindsTheSameNodeAgain() {
    try (var other = cluster.join(BEHIND);
        var balancer = Balancer.start(new Balancer.Setup("source", MANY), stays, other)) {
      for (int address = 2; address < 8; address++) {
        var visitor = Visitor.from(address, balancer.base());
        var sockets = IntStream.range(0, 4).mapToObj(_ -> visitor.socket(ada.token())).toList();
        assertThat(List.of(connections(stays), connections(other)))
            .containsExactlyInAnyOrder(0, sockets.size());
        sockets.forEach(Socket::close);
        Await.until("they are gone", () -> connections(stays) + connections(other) == 0);
      }
    }
  }

  @Test
  void whoFailsTooOftenIsRefusedByTheirOwnAddressAndNobodyElse() {
    try (var other = cluster.join(BEHIND);
        var balancer = Balancer.start(new Balancer.Setup("source", MANY), stays, other)) {
      var guesser = Visitor.from(20, balancer.base());
      var guesses = guess(guesser, 2 * FAILURES, Map.of());
      assertThat(guesses).containsOnly(401, 429);
      assertThat(guesses.stream().filter(status -> status == 401))
          .hasSizeBetween(FAILURES, FAILURES * 3 / 2);
      var disguised = guess(guesser, FAILURES, Map.of("X-Forwarded-For", "203.0.113.9"));
      assertThat(disguised.stream().filter(status -> status == 429))
          .hasSizeGreaterThan(FAILURES / 2);
      for (int address = 21; address < 27; address++) {
        var someone = Visitor.from(address, balancer.base());
        assertThat(logIn(someone, ada.email(), Map.of())).isEqualTo(200);
      }
    }
  }

  /// Tries as many names, some at a time; answers the statuses.
  private List<Integer> guess(Visitor visitor, int names, Map<String, String> headers) {
    try (var pool = Executors.newFixedThreadPool(4)) {
      var tries =
          IntStream.range(0, names)
              .mapToObj(i -> "nobody" + i + "@example.org")
              .map(email -> pool.submit(() -> logIn(visitor, email, headers)))
              .toList();
      return tries.stream().map(each -> Await.get(each::get)).toList();
    }
  }

  private int logIn(Visitor visitor, String email, Map<String, String> headers) {
    return visitor.post("/auth/login", world.credentials(email), headers).statusCode();
  }

  @Test
  void theNodesOwnPagesAreNotForThoseWhoComeThroughTheProxy() {
    try (var other = cluster.join(BEHIND);
        var balancer = Balancer.start(new Balancer.Setup("roundrobin", MANY), stays, other)) {
      var visitor = Visitor.from(2, balancer.base());
      assertThat(visitor.get("/health").statusCode()).isEqualTo(200);
      assertThat(visitor.get("/metrics").statusCode()).isIn(401, 403, 404);
    }
  }

  @Test
  void oneAddressGetsItsShareOfConnectionsAndNoMore() {
    try (var other = cluster.join(BEHIND);
        var balancer = Balancer.start(new Balancer.Setup("source", 5), stays, other)) {
      var greedy = Visitor.from(2, balancer.base());
      var sockets = new ArrayList<Socket>();
      Await.until(
          "refused",
          () -> {
            try {
              return !sockets.add(greedy.socket(ada.token()));
            } catch (CompletionException _) {
              return true;
            }
          });
      assertThat(sockets).hasSize(5);
      try (var _ = Visitor.from(3, balancer.base()).socket(ada.token())) {
        assertThat(connections(stays) + connections(other)).isEqualTo(6);
      }
      sockets.forEach(Socket::close);
    }
  }
}
