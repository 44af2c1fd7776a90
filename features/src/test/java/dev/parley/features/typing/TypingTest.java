package dev.parley.features.typing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Json;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TypingTest {
  private static final Server SERVER = new Server();

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void typingIsSaidOnceInAWhileForEachPersonAndConversationAndKeptNowhere() {
    World world = SERVER.world();
    var ada = world.person("Ada");
    var bob = world.person("Bob");
    var id = world.direct(ada, bob);
    var heard = new CopyOnWriteArrayList<String>();
    SERVER.bus.subscribe(new TopicKey(world.tenant, id.topic()));
    SERVER.bus.listen(
        new Bus.Listener() {
          @Override
          public void message(BusMessage message) {
            if (message instanceof BusMessage.Ephemeral(_, var frame)) {
              var payload = Json.tree(frame.toString()).get("payload");
              var name = payload.get("userId").asString().equals(ada.user().toString()) ? "a" : "b";
              heard.add(name + payload.get("typing").asBoolean());
            }
          }

          @Override
          public void interrupted() {}
        });
    for (int i = 0; i < 5; i++) SERVER.typing.start(ada, id);
    SERVER.typing.start(bob, id);
    for (int i = 0; i < 5; i++) SERVER.typing.stop(ada, id);
    assertThat(heard).containsExactly("atrue", "btrue", "afalse");
    assertThat(world.types(id.topic())).isEmpty();
  }
}
