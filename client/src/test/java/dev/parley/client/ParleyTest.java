package dev.parley.client;

import static dev.parley.client.ScriptedServer.CONVERSATION;
import static dev.parley.client.ScriptedServer.golden;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.parley.client.Message.Draft;
import dev.parley.protocol.CloseCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ParleyTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final World world = new World();
  private final ScriptedServer server = world.server;

  @Test
  void aSubscriptionGoesOnFromItsPositionAfterADrop() {
    world.connected().hear(0);
    server.commit(true);
    server.close(1006);
    server.commit(true);
    server.commit(true);
    assertThat(world.told()).containsExactly(1L);
    world.loop.pass(LONG);
    assertThat(world.told()).containsExactly(1L, 2L, 3L);
    assertThat(world.states).contains(Parley.State.CONNECTING, Parley.State.CONNECTED);
  }

  @Test
  void aMissingEventIsFetchedAndARepeatedOneIsNotTold() {
    world.connected().hear(0);
    server.commit(true);
    server.repeat(1);
    server.commit(false);
    server.commit(true);
    server.repeat(2);
    world.loop.pass(LONG);
    assertThat(world.told()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void manyMissedEventsComeInSeveralAnswers() {
    server.repliesMax = 10;
    for (int i = 0; i < 95; i++) server.commit(false);
    world.connected().hear(0);
    world.loop.pass(LONG);
    assertThat(world.told()).containsExactlyElementsOf(upTo(95));
    server.commit(true);
    assertThat(world.told()).hasSize(96);
  }

  @Test
  void anotherLogMeansReload() {
    world.connected().hear(0);
    server.commit(true);
    server.restore();
    server.close(CloseCode.GOING_AWAY);
    world.loop.pass(LONG);
    server.commit(true);
    assertThat(world.told()).containsExactly(1L, 0L, 1L);
    assertThat(world.events.get(1))
        .isEqualTo(new Event.Reload(ScriptedServer.TOPIC, new Position("11", 0)));
  }

  @Test
  void anEndedSubscriptionTellsNothingMoreAndCanBeOpenedAgain() {
    world.connected().hear(0);
    server.say(golden("subscription.ended"));
    server.commit(true);
    assertThat(world.events).containsExactly(new Event.Ended(ScriptedServer.TOPIC, "not_found"));
    world.hear(1);
    server.commit(true);
    assertThat(world.told()).endsWith(2L);
  }

  @Test
  void aRefusedSubscriptionEnds() {
    server.answers.put(
        "subscribe", _ -> ScriptedServer.error("{\"code\":\"not_found\",\"retry\":\"never\"}"));
    world.connected().hear(0);
    assertThat(world.events).hasSize(1).first().isInstanceOf(Event.Ended.class);
  }

  @Test
  void aMessageWaitsForTheConnectionAndIsSentUnderOneClientId() {
    var draft = Draft.text(CONVERSATION, "Hello");
    var sent = world.parley.send(draft);
    server.silent = true;
    world.connected();
    server.close(1006);
    server.silent = false;
    server.answers.put("message.send", _ -> answer("reply.message.send"));
    assertThat(sent).isNotDone();
    world.loop.pass(LONG);
    assertThat(sent).isCompletedWithValueMatching(message -> message.seq() == 17);
    assertThat(server.payloads("message.send"))
        .hasSize(2)
        .allMatch(payload -> payload.get("clientId").asString().equals(draft.clientId()));
  }

  @Test
  void aSendThatMayBeTriedAgainIs() {
    server.answers.put("message.send", _ -> answer("error"));
    world.connected();
    var sent = world.parley.send(Draft.text(CONVERSATION, "Hello"));
    server.answers.put("message.send", _ -> answer("reply.message.send"));
    assertThat(sent).isNotDone();
    world.loop.pass(Duration.ofSeconds(1));
    assertThat(sent).isCompleted();
  }

  @Test
  void aSendThatIsRefusedFailsAndTheNextOneGoes() {
    server.answers.put("message.send", _ -> answer("error.invalid"));
    world.connected();
    var refused = world.parley.send(Draft.text(CONVERSATION, ""));
    server.answers.put("message.send", _ -> answer("reply.message.send"));
    var sent = world.parley.send(Draft.text(CONVERSATION, "Hello"));
    assertThat(refused).isCompletedExceptionally();
    assertThat(sent).isCompleted();
  }

  @Test
  void onlyTheHighestMarkIsSent() {
    server.silent = true;
    world.connected();
    world.parley.markRead(CONVERSATION, 3);
    world.parley.markRead(CONVERSATION, 5);
    world.parley.markRead(CONVERSATION, 4);
    server.silent = false;
    server.close(1006);
    world.loop.pass(LONG);
    assertThat(server.payloads("message.read").stream().map(p -> p.get("seq").asInt()))
        .containsExactly(3, 5);
  }

  @Test
  void aTerminalCloseStopsIt() {
    world.connected();
    server.close(CloseCode.FORBIDDEN);
    world.loop.pass(LONG);
    assertThat(world.parley.state()).isEqualTo(Parley.State.REFUSED);
    assertThat(server.opened()).isEqualTo(1);
  }

  @Test
  void aFloodingClientStaysAway() {
    world.connected();
    server.close(CloseCode.FLOODING);
    world.loop.pass(Duration.ofSeconds(30));
    assertThat(server.opened()).isEqualTo(1);
    world.loop.pass(Duration.ofSeconds(2));
    assertThat(server.opened()).isEqualTo(2);
  }

  @Test
  void aDrainingServerIsLeftAtItsMoment() {
    world.connected();
    server.say(golden("session.drain"));
    world.loop.pass(Duration.ofMillis(1729));
    assertThat(server.connected()).isTrue();
    world.loop.pass(Duration.ofMillis(1));
    assertThat(server.connected()).isFalse();
    world.loop.pass(Duration.ofSeconds(1));
    assertThat(server.opened()).isEqualTo(2);
  }

  @Test
  void aSilentServerIsLeft() {
    world.connected();
    world.loop.pass(Duration.ofSeconds(25));
    assertThat(server.commands.getLast().get("type").asString()).isEqualTo("ping");
    server.silent = true;
    world.loop.pass(Duration.ofSeconds(35));
    assertThat(server.connected()).isFalse();
    server.silent = false;
    world.loop.pass(Duration.ofSeconds(2));
    assertThat(server.connected()).isTrue();
  }

  @Test
  void anUnreachableServerIsTriedLessAndLess() {
    server.refuseWith = Transport.BROKEN;
    world.connected();
    world.loop.pass(Duration.ofMinutes(10));
    assertThat(server.opened()).isBetween(15, 90);
  }

  @Test
  void noMoreIsSentThanIsAllowed() {
    world.connected();
    for (int i = 0; i < 500; i++) world.parley.edit(CONVERSATION, CONVERSATION, "x");
    assertThat(server.commands).hasSizeLessThanOrEqualTo(100);
    world.loop.pass(Duration.ofSeconds(1));
    assertThat(server.commands).hasSizeLessThanOrEqualTo(200);
    world.loop.pass(Duration.ofSeconds(10));
    assertThat(server.commands).hasSize(500);
  }

  @Test
  void anExpiringTokenIsRenewedAndARevokedSessionEnds() throws IOException {
    var rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var answers = new ArrayDeque<String>();
    answers.add(
        """
        {"token":"second","expiresAt":"2999-01-01T00:00:00.000Z","refreshToken":"r2","sessionId":"%1$s",
        "deviceToken":null,"user":{"id":"%1$s","email":null,"displayName":"Ada","role":"member",
        "createdAt":"2026-11-21T06:30:00.123Z","deactivatedAt":null}}
        """
            .formatted(CONVERSATION));
    rest.createContext(
        "/api/v1/auth/refresh",
        exchange -> {
          var answer = answers.poll();
          var body = answer == null ? "{\"code\":\"unauthenticated\"}" : answer;
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 401 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    rest.start();
    try {
      var tokens = new World(URI.create("http://127.0.0.1:" + rest.getAddress().getPort()));
      tokens.connected();
      tokens.server.say(golden("token.expiring"));
      var command = tokens.server.commands.getLast();
      assertThat(command.get("type").asString()).isEqualTo("token.refresh");
      assertThat(command.get("payload").get("token").asString()).isEqualTo("second");
      tokens.server.close(CloseCode.UNAUTHENTICATED);
      assertThat(tokens.parley.state()).isEqualTo(Parley.State.SIGNED_OUT);
      tokens.loop.pass(LONG);
      assertThat(tokens.server.opened()).isEqualTo(1);
    } finally {
      rest.stop(0);
    }
  }

  @Test
  void aClosedClientFailsWhatWaitsAndWhatComes() {
    var waiting = world.parley.send(Draft.text(CONVERSATION, "Hello"));
    server.silent = true;
    world.connected();
    world.parley.close();
    assertThat(world.parley.state()).isEqualTo(Parley.State.CLOSED);
    assertThat(waiting).isCompletedExceptionally();
    assertThat(world.parley.send(Draft.text(CONVERSATION, "Hello"))).isCompletedExceptionally();
  }

  private static String answer(String name) {
    return golden(name).replaceFirst("\"id\":\"\\d+\"", "\"id\":\"@\"");
  }

  private static Iterable<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
