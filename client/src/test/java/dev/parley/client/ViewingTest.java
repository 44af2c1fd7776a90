package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.viewing.Viewing;
import dev.parley.client.viewing.Viewing.Viewer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ViewingTest {
  private static final UUID BOB = UUID.fromString("01961f00-0000-7000-8000-0000000000a2");
  private static final Duration LONG = Duration.ofMinutes(2);

  private final World world = new World();
  private final ScriptedServer server = world.server;
  private final AtomicInteger changes = new AtomicInteger();

  ViewingTest() {
    server.answers.put("presence.join", _ -> ScriptedServer.reply(list(ScriptedServer.USER)));
  }

  private static String viewer(UUID id) {
    return "{\"userId\":\"%s\",\"since\":\"2026-11-21T06:30:00.000Z\"}".formatted(id);
  }

  private static String list(UUID id) {
    return "{\"viewers\":[%s],\"count\":1}".formatted(viewer(id));
  }

  private void tell(String type, String payload) {
    server.say(
        "{\"type\":\"%s\",\"topic\":\"%s\",\"payload\":%s,\"timestamp\":\"2026-11-21T06:30:00.123Z\"}"
            .formatted(type, ScriptedServer.TOPIC, payload));
  }

  private Viewing look() {
    world.connected().hear(0);
    return world.parley.view(ScriptedServer.TOPIC, changes::incrementAndGet);
  }

  @Test
  void itIsSaidAgainAndAgainAndAnewOnEachConnection() {
    look();
    assertThat(server.payloads("presence.join")).hasSize(1);
    world.loop.pass(Signals.LOOKING_EVERY);
    assertThat(server.payloads("presence.join")).hasSize(2);
    server.close(1006);
    world.loop.pass(Duration.ofSeconds(5));
    assertThat(server.payloads("presence.join")).hasSize(3);
  }

  @Test
  void thoseWhoComeAndGoAreKept() {
    var looking = look();
    assertThat(looking.viewers()).extracting(Viewer::userId).containsExactly(ScriptedServer.USER);
    tell("presence.joined", "{\"viewers\":[" + viewer(BOB) + "],\"count\":2}");
    assertThat(looking.viewers())
        .extracting(Viewer::userId)
        .containsExactlyInAnyOrder(ScriptedServer.USER, BOB);
    assertThat(looking.count()).isEqualTo(2);
    tell("presence.left", "{\"userIds\":[\"" + BOB + "\"],\"count\":1}");
    assertThat(looking.viewers()).extracting(Viewer::userId).containsExactly(ScriptedServer.USER);
    assertThat(changes).hasValue(3);
  }

  @Test
  void whatWasToldWhileAnAnswerWasAwaitedIsNotLost() {
    server.answers.put(
        "presence.join",
        _ -> {
          tell("presence.joined", "{\"viewers\":[" + viewer(BOB) + "],\"count\":2}");
          return ScriptedServer.reply(list(ScriptedServer.USER));
        });
    var looking = look();
    assertThat(looking.count()).isEqualTo(2);
    assertThat(looking.viewers()).hasSize(2);
  }

  @Test
  void oneLooksAtATopicOnceAndThenNoMore() {
    var looking = look();
    assertThatThrownBy(this::again).isInstanceOf(IllegalStateException.class);
    looking.close();
    looking.close();
    assertThat(server.payloads("presence.leave")).hasSize(1);
    world.loop.pass(LONG);
    assertThat(server.payloads("presence.join")).hasSize(1);
    again();
    assertThat(server.payloads("presence.join")).hasSize(2);
  }

  private void again() {
    world.parley.view(ScriptedServer.TOPIC, changes::incrementAndGet);
  }
}
