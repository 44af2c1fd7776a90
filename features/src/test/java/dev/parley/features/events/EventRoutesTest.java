package dev.parley.features.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.world.FakeRequest;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Topic;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventRoutesTest {
  private static final Server SERVER = new Server();
  private static final EventRoutes ROUTES = new EventRoutes(SERVER.grants, SERVER.log);

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final ConversationId id = world.direct(ada, bob);

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static JsonNode list(Actor actor, Map<String, String> query) {
    var response = FakeRequest.get(actor, query).on(ROUTES, "listEvents");
    return Json.tree(response.body());
  }

  @Test
  void whatCameAfterAPositionIsGivenAsSubscribersReceiveIt() {
    var topic = id.topic().toString();
    var start = list(ada, Map.of("topic", topic));
    assertThat(start.get("recovered").asBoolean()).isFalse();
    assertThat(start.get("offset").asLong()).isZero();
    for (int i = 0; i < 3; i++) world.send(bob, id, "Text " + i);
    var epoch = start.get("epoch").asString();
    var first = list(ada, Map.of("topic", topic, "epoch", epoch, "offset", "0", "limit", "2"));
    assertThat(first.get("recovered").asBoolean()).isTrue();
    assertThat(first.get("hasMore").asBoolean()).isTrue();
    assertThat(first.get("offset").asLong()).isEqualTo(2);
    var frame = world.events(id.topic()).getFirst().frame().toString();
    assertThat(first.get("events").get(0)).isEqualTo(Json.tree(frame));
    var rest = list(ada, Map.of("topic", topic, "epoch", epoch, "offset", "2"));
    assertThat(rest.get("events")).hasSize(1);
    assertThat(rest.get("hasMore").asBoolean()).isFalse();
    var other = list(ada, Map.of("topic", topic, "epoch", "another", "offset", "2"));
    assertThat(other.get("recovered").asBoolean()).isFalse();
    assertThat(other.get("offset").asLong()).isEqualTo(3);
  }

  @Test
  void strangersAndThoseWhoSeePresenceAloneFindNothing() {
    var eve = world.person("Eve");
    assertThat(refusal(eve, id.topic().toString())).isEqualTo("not_found");
    var adas = Topic.user(ada.user().value()).toString();
    assertThat(refusal(bob, adas)).isEqualTo("not_found");
    assertThat(refusal(ada, adas)).isEmpty();
    assertThat(refusal(ada, "Conversation:x")).isEqualTo("invalid");
  }

  private static String refusal(Actor actor, String topic) {
    return World.refusal(() -> list(actor, Map.of("topic", topic)));
  }

  @Test
  void aPositionIsGivenWholeOrNotAtAll() {
    var half = Map.of("topic", id.topic().toString(), "offset", "1");
    assertThat(World.refusal(() -> list(ada, half))).isEqualTo("invalid");
  }
}
