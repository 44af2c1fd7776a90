package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long a connection stays: heartbeats, tokens, revocations.
class StayTest {
  private final Node node = Node.start(Node.hasty());

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void aSilentClientIsPingedAndOneThatAnswersStays() {
    try (var client = node.connect()) {
      Await.until("pings", () -> client.pings() >= 5);
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void aClientThatDoesNotAnswerIsClosed() {
    try (var client = node.connect()) {
      client.answersPings(false);
      assertThat(client.awaitClose()).isEqualTo(4408);
      assertThat(client.pings()).isPositive();
    }
  }

  @Test
  void aVanishedClientIsForgotten() {
    var client = Client.unread(node.address(), node.doorman.token(node.person()), "");
    assertThat(node.gateway.connections()).isEqualTo(1);
    Await.until("it is forgotten", () -> node.gateway.connections() == 0);
    client.close();
  }

  @Test
  void anExpiringTokenIsToldAndRenewedOnTheOpenConnection() {
    var actor = node.person();
    var soon = node.doorman.token(actor, Duration.ofMillis(800));
    try (var client = Client.open(node.address(), soon)) {
      client.await("a warning", f -> f.path("type").asString().equals("token.expiring"));
      var reply = client.call("token.refresh", Map.of("token", node.doorman.token(actor)));
      assertThat(reply.path("payload").path("expiresAt").asString()).endsWith("Z");
      Await.until("pings after the old expiry", () -> client.pings() >= 8);
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void anExpiredTokenEndsTheConnectionAfterItsGrace() {
    try (var client =
        Client.open(node.address(), node.doorman.token(node.person(), Duration.ofMillis(300)))) {
      assertThat(client.awaitClose()).isEqualTo(4401);
    }
  }

  @Test
  void aTokenOfAnotherPersonEndsTheConnection() {
    try (var client = node.connect()) {
      client.send("token.refresh", Map.of("token", node.doorman.token(node.person())));
      assertThat(client.awaitClose()).isEqualTo(4401);
    }
  }

  @Test
  void aTokenThatIsNoneIsRefusedAndTheConnectionStays() {
    try (var client = node.connect()) {
      var error = client.call("token.refresh", Map.of("token", "nobody")).path("payload");
      assertThat(error.path("code").asString()).isEqualTo("unauthenticated");
      client.call("echo", Map.of());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "user", "tenant"})
  void whoIsRevokedIsClosedAndTheOthersStay(String what) {
    var actor = node.person();
    var elsewhere = new Actor(actor.tenant(), actor.user(), SessionId.next(), Role.MEMBER);
    try (var revoked = node.connect(actor);
        var sibling = node.connect(elsewhere);
        var other = node.connect()) {
      switch (what) {
        case "session" -> node.gateway.closeSession(actor.session());
        case "user" -> node.gateway.closeUser(actor.tenant(), actor.user());
        default -> node.gateway.closeTenant(actor.tenant());
      }
      assertThat(revoked.awaitClose()).isEqualTo(4401);
      if (what.equals("session")) sibling.call("echo", Map.of());
      else assertThat(sibling.awaitClose()).isEqualTo(4401);
      if (what.equals("tenant")) assertThat(other.awaitClose()).isEqualTo(4401);
      else other.call("echo", Map.of());
    }
  }

  @Test
  void aRevocationBetweenVerifyingAndOpeningIsNotMissed() {
    var actor = node.person();
    var token = node.doorman.token(actor);
    node.doorman.afterVerify(() -> node.gateway.closeSession(actor.session()));
    try (var client = Client.unread(node.address(), token, "")) {
      client.startReading();
      assertThat(client.awaitClose()).isEqualTo(4401);
      Await.until("it has gone", () -> node.gateway.connections() == 0);
    }
  }

  @Test
  void aDrainTellsEachClientItsMomentAndAnswersWhatItAccepted() throws Exception {
    var late = new CompletableFuture<String>();
    node.gateway.command("late", (_, _, _) -> late);
    List<Client> clients = IntStream.range(0, 10).mapToObj(_ -> node.connect()).toList();
    var owed = clients.getFirst().send("late", Map.of());
    clients.getFirst().call("ping", Map.of());
    var draining = Thread.ofVirtual().start(() -> node.gateway.drain(Duration.ofSeconds(4)));
    for (var client : clients) {
      client.await("a moment", f -> f.path("type").asString().equals("session.drain"));
    }
    assertThat(moments(clients)).hasSizeGreaterThanOrEqualTo(5).allMatch(m -> m < 2_000);
    try (var refused =
        Client.ask(
            node.address(),
            "Authorization: Bearer " + node.doorman.token(node.person()) + "\r\n",
            "/api/v1/ws")) {
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.head()).contains("Retry-After");
    }
    for (var client : clients.subList(1, 10)) assertThat(client.awaitClose()).isEqualTo(1001);
    assertThat(clients.getFirst().isOpen()).isTrue();
    late.complete("{\"late\":true}");
    assertThat(clients.getFirst().awaitAnswer(owed).path("payload").path("late").asBoolean())
        .isTrue();
    assertThat(clients.getFirst().awaitClose()).isEqualTo(1001);
    draining.join();
    assertThat(node.gateway.connections()).isZero();
  }

  private static List<Long> moments(List<Client> clients) {
    return clients.stream()
        .map(c -> c.await("drain", f -> f.path("type").asString().equals("session.drain")))
        .map(f -> f.path("payload").path("reconnectAfterMs").asLong())
        .distinct()
        .toList();
  }

  @Test
  void aDrainEndsInTimeWhateverIsOwed() {
    var never = new CompletableFuture<String>();
    node.gateway.command("never", (_, _, _) -> never);
    try (var client = node.connect()) {
      client.send("never", Map.of());
      client.call("ping", Map.of());
      long began = System.nanoTime();
      node.gateway.drain(Duration.ofSeconds(1));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
      client.awaitClose();
      assertThat(node.gateway.connections()).isZero();
    }
  }
}
