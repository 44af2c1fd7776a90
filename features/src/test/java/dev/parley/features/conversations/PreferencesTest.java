package dev.parley.features.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.world.FakeRequest;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Preference;
import dev.parley.protocol.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// How people keep their conversations.
class PreferencesTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final ConversationId id = world.direct(ada, bob);

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private String prefer(Actor person, String json) {
    var routes =
        new ConversationRoutes(
            SERVER.conversations, SERVER.participants, SERVER.watermarks, SERVER.preferences);
    var where = Map.of("conversationId", id.toString());
    return new FakeRequest(person, where, json).on(routes, "updatePreferences").body();
  }

  @Test
  void whatIsLeftOutStaysAndNullIsTakenAway() {
    assertThat(prefer(ada, "{\"starred\":true}"))
        .isEqualTo("{\"preferences\":{\"starred\":true,\"position\":null}}");
    assertThat(prefer(ada, "{\"position\":\"a0V\"}"))
        .isEqualTo("{\"preferences\":{\"starred\":true,\"position\":\"a0V\"}}");
    assertThat(prefer(ada, "{\"starred\":false}"))
        .isEqualTo("{\"preferences\":{\"starred\":false,\"position\":\"a0V\"}}");
    assertThat(prefer(ada, "{\"position\":null}"))
        .isEqualTo("{\"preferences\":{\"starred\":false,\"position\":null}}");
  }

  @Test
  void itIsInTheSnapshotsOfThatPersonAlone() {
    SERVER.preferences.change(ada, id, _ -> new Preference(true, Optional.of("a0")));
    assertThat(world.snapshot(ada, id).starred()).isTrue();
    assertThat(world.snapshot(ada, id).position()).contains("a0");
    assertThat(world.snapshot(bob, id).starred()).isFalse();
    var listed = SERVER.conversations.list(ada, Optional.empty(), 9).conversations().getFirst();
    assertThat(listed.position()).contains("a0");
  }

  @Test
  void itIsNewsOnceAndForThatPersonAlone() {
    for (int i = 0; i < 2; i++) {
      SERVER.preferences.change(ada, id, _ -> new Preference(true, Optional.of("a0")));
    }
    var told = world.events(Topic.user(ada.user().value())).getLast();
    assertThat(told.type()).isEqualTo("conversation.preferences");
    var payload = Json.tree(told.payload());
    assertThat(payload.get("conversationId").asString()).isEqualTo(id.toString());
    assertThat(payload.get("starred").asBoolean()).isTrue();
    assertThat(payload.get("position").asString()).isEqualTo("a0");
    assertThat(world.types(Topic.user(ada.user().value())))
        .containsExactly("participant.added", "conversation.preferences");
    assertThat(world.types(id.topic())).isEmpty();
    assertThat(world.types(Topic.user(bob.user().value()))).containsExactly("participant.added");
  }

  @Test
  void placesAreShortAndPlain() {
    for (var place : List.of("", "a b", "ä", "x".repeat(65))) {
      assertThat(World.refusal(() -> new Preference(false, Optional.of(place))))
          .isEqualTo("invalid");
    }
  }

  @Test
  void strangersFindNothing() {
    var eve = world.person("Eve");
    assertThat(World.refusal(() -> SERVER.preferences.change(eve, id, before -> before)))
        .isEqualTo("not_found");
  }
}
