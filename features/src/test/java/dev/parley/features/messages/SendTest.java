package dev.parley.features.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SendTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void aMessageIsReadBackAsItWasAnswered() {
    var ada = world.person("Ada");
    var bob = world.person("Bob");
    var id = world.direct(ada, bob);
    var sent = world.send(ada, id, "Hello ☃ 😀");
    assertThat(sent.seq()).isEqualTo(1);
    var member = SERVER.conversations.member(bob, id).orElseThrow();
    var page = SERVER.messages.history(member, OptionalLong.empty(), OptionalLong.empty(), 10);
    assertThat(page.messages()).containsExactly(sent);
    assertThat(world.types(id.topic())).containsExactly("message.new");
    assertThat(world.snapshot(bob, id).lastMessage()).contains(sent);
  }

  @Test
  void aStrangerAndAMissingConversationGetOneAnswer() {
    var ada = world.person("Ada");
    var bob = world.person("Bob");
    var eve = world.person("Eve");
    var id = world.direct(ada, bob);
    assertThat(World.refusal(() -> world.send(eve, id, "Hi"))).isEqualTo("not_found");
    assertThat(World.refusal(() -> world.send(eve, ConversationId.next(), "Hi")))
        .isEqualTo("not_found");
  }
}
