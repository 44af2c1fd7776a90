package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.kernel.Actor;
import dev.parley.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private final Node node = Node.start();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void commandsStartInTheOrderInWhichTheyCame() {
    List<String> started = new CopyOnWriteArrayList<>();
    node.gateway.command(
        "note",
        (_, _, payload) -> {
          started.add(payload);
          return CompletableFuture.completedStage("{}");
        });
    try (var client = node.connect()) {
      List<String> sent = new ArrayList<>();
      String last = "";
      for (int i = 0; i < 150; i++) {
        last = client.send("note", Map.of("n", i));
        sent.add("{\"n\":" + i + "}");
      }
      client.awaitAnswer(last);
      assertThat(started).isEqualTo(sent);
    }
  }

  @Test
  void aCommandDoesNotWaitForTheAnswerOfTheOneBefore() {
    var slow = new CompletableFuture<String>();
    node.gateway.command("slow", (_, _, _) -> slow);
    try (var client = node.connect()) {
      var waiting = client.send("slow", Map.of());
      client.call("echo", Map.of());
      slow.complete("{\"done\":true}");
      assertThat(client.awaitAnswer(waiting).path("payload").path("done").asBoolean()).isTrue();
    }
  }

  /// Notes what it is given, and whether that was on the connection's loop.
  private record Notes(List<String> started, CompletableFuture<String> loopMay)
      implements CommandHandler {
    Notes() {
      this(new CopyOnWriteArrayList<>(), new CompletableFuture<>());
    }

    @Override
    public CompletionStage<String> handle(Actor actor, ConnectionId connection, String payload) {
      if (payload.contains("wait")) loopMay.join();
      return note("thread", payload);
    }

    @Override
    public Optional<CompletionStage<String>> atOnce(
        Actor actor, ConnectionId connection, String payload) {
      if (payload.contains("broken")) throw new IllegalStateException("broken");
      return payload.contains("loop") ? Optional.of(note("loop", payload)) : Optional.empty();
    }

    private CompletionStage<String> note(String where, String payload) {
      started.add(where + payload);
      return CompletableFuture.completedStage("{}");
    }
  }

  @Test
  void aCommandThatNeedsNoWaitingIsCarriedOutOnTheLoopAndTheOthersAreNot() {
    var notes = new Notes();
    node.gateway.command("note", notes);
    try (var client = node.connect()) {
      client.call("echo", Map.of());
      Await.until(
          "the thread has ended",
          () -> {
            client.call("note", Map.of("on", "loop"));
            return notes.started.contains("loop{\"on\":\"loop\"}");
          });
      client.call("note", Map.of("on", "other"));
      assertThat(notes.started).last().isEqualTo("thread{\"on\":\"other\"}");
      var error = client.call("note", Map.of("on", "broken")).path("payload");
      assertThat(error.path("code").asString()).isEqualTo("internal");
      client.call("echo", Map.of());
    }
  }

  @Test
  void whatTheLoopCarriesOutOvertakesNothing() {
    var notes = new Notes();
    node.gateway.command("note", notes);
    try (var client = node.connect()) {
      var first = client.send("note", Map.of("on", "wait"));
      var second = client.send("note", Map.of("on", "loop"));
      client.call("ping", Map.of());
      assertThat(notes.started).isEmpty();
      notes.loopMay.complete("");
      client.awaitAnswer(first);
      client.awaitAnswer(second);
      assertThat(notes.started)
          .containsExactly("thread{\"on\":\"wait\"}", "thread{\"on\":\"loop\"}");
    }
  }

  @Test
  void aRefusalIsAnsweredAndTheSessionGoesOn() {
    try (var client = node.connect()) {
      var error = client.call("refuse", Map.of()).path("payload");
      assertThat(error.path("code").asString()).isEqualTo("stale");
      assertThat(error.path("currentVersion").asInt()).isEqualTo(7);
      client.call("echo", Map.of());
    }
  }

  @Test
  void anAccidentShowsNothingButATrace() {
    try (var client = node.connect()) {
      var error = client.call("fail", Map.of()).path("payload");
      assertThat(error.path("code").asString()).isEqualTo("internal");
      assertThat(error.path("traceId").asString()).hasSize(32);
      assertThat(error.toString()).doesNotContain("broken");
    }
  }

  @Test
  void anUnknownCommandAndAMisshapenOneAreInvalid() {
    try (var client = node.connect()) {
      var unknown = client.call("make.coffee", Map.of()).path("payload");
      assertThat(unknown.path("code").asString()).isEqualTo("invalid");
      assertThat(unknown.path("field").asString()).isEqualTo("type");
      client.text("{\"id\":\"x\",\"type\":\"echo\",\"payload\":7}");
      assertThat(client.awaitAnswer("x").path("payload").path("field").asString())
          .isEqualTo("payload");
    }
  }

  @Test
  void noMoreCommandsAreAcceptedThanCanBeOwed() {
    var never = new CompletableFuture<String>();
    node.gateway.command("never", (_, _, _) -> never);
    try (var client = node.connect()) {
      for (int i = 0; i < 180; i++) client.send("never", Map.of());
      client.call("echo", Map.of());
      Await.until("permits", () -> sendUntilRefused(client));
    }
  }

  private static boolean sendUntilRefused(Client client) {
    client.send("never", Map.of());
    return client.frames().stream()
        .anyMatch(f -> f.path("payload").path("retryAfterMs").asLong() == 250);
  }

  @Test
  void listenersHearOfAConnectionInOrder() {
    List<String> heard = new CopyOnWriteArrayList<>();
    node.gateway.listen(
        new ConnectionListener() {
          @Override
          public void opened(Actor actor, ConnectionId connection) {
            heard.add("opened " + connection);
          }

          @Override
          public void closed(Actor actor, ConnectionId connection) {
            heard.add("closed " + connection);
          }
        });
    String id;
    try (var client = node.connect()) {
      id = client.await("ready", _ -> true).path("payload").path("connectionId").asString();
    }
    Await.until("both", () -> heard.size() == 2);
    assertThat(heard).containsExactly("opened " + id, "closed " + id);
  }

  @Test
  void outcomesAreCountedByCommand() {
    try (var client = node.connect()) {
      client.call("echo", Map.of());
      client.call("refuse", Map.of());
      client.call("subscribe", Map.of("topic", node.topic().toString()));
    }
    assertThat(counted("echo", "ok")).isEqualTo(1);
    assertThat(counted("refuse", "refused")).isEqualTo(1);
    assertThat(counted("subscribe", "ok")).isEqualTo(1);
  }

  private double counted(String command, String outcome) {
    return node.meters
        .get("parley_gateway_commands_total")
        .tags("command", command, "outcome", outcome)
        .counter()
        .count();
  }

  @Test
  void whatIsCountedCanBeScraped() {
    try (var client = node.connect()) {
      var topic = node.topic();
      client.call("subscribe", Map.of("topic", topic.toString(), "epoch", "1", "offset", 0));
      node.publish(topic, "{}");
      client.awaitOffset(1);
      var page = node.meters.scrape();
      assertThat(page)
          .contains(
              "parley_websocket_connections 1.0",
              "parley_websocket_frames_total{direction=\"in\"} 1.0",
              "parley_websocket_frames_total{direction=\"out\"} ",
              "parley_message_delivery_seconds_count 1",
              "parley_connect_seconds_count 1",
              "parley_resume_total{recovered=\"true\"} 1.0",
              "parley_outbound_queue_bytes 0.0",
              "parley_slow_readers_total 0.0");
    }
  }
}
