package dev.parley.client;

import static dev.parley.client.ScriptedServer.CONVERSATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.Message.Draft;
import dev.parley.client.store.MemoryStore;
import dev.parley.client.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Messages that outlive the client that was to send them.
class OutboxStoreTest {
  private final MemoryStore store = new MemoryStore();

  private static String answer() {
    var golden = ScriptedServer.golden("reply.message.send");
    return golden.replace("\"id\":\"5\"", "\"id\":\"@\"");
  }

  @Test
  void whatCouldNotBeSentIsSentInOrderByTheNextClientUnderTheSameIds() {
    var first = Draft.text(CONVERSATION, "One").with(Map.of("colour", "red"));
    var task = UUID.randomUUID();
    var second =
        Draft.text(CONVERSATION, "Two").replyingTo(UUID.randomUUID()).citing(List.of(task));
    var before = new World(store);
    var sent = before.parley.send(first);
    before.parley.send(second);
    before.parley.close();
    assertThat(sent).isCompletedExceptionally();

    var after = new World(store);
    after.server.answers.put("message.send", ignored -> answer());
    after.connected();
    var payloads = after.server.payloads("message.send");
    assertThat(payloads).hasSize(2);
    assertThat(payloads.getFirst().path("clientId").asString()).isEqualTo(first.clientId());
    assertThat(payloads.getFirst().path("metadata").path("colour").asString()).isEqualTo("red");
    assertThat(payloads.getLast().path("clientId").asString()).isEqualTo(second.clientId());
    assertThat(payloads.getLast().path("replyToId").asString())
        .isEqualTo(second.replyToId().map(UUID::toString).orElseThrow());
    assertThat(payloads.getFirst().has("taskIds")).isFalse();
    assertThat(payloads.getLast().path("taskIds").path(0).asString()).isEqualTo(task.toString());
    assertThat(store.entries("outbox/")).isEmpty();
  }

  @Test
  void whoSignsOutLeavesNothingToBeSent() {
    store.put("outbox/" + UUID.randomUUID() + "/other", "someone else's");
    store.put("outbox/" + ScriptedServer.USER + "/old", "of a client before");
    var world = new World(store);
    var sent = world.parley.send(Draft.text(CONVERSATION, "One"));
    assertThat(store.entries("outbox/")).hasSize(3);
    assertThatThrownBy(world.parley::signOut).isInstanceOf(ParleyException.class);
    assertThat(sent).isCompletedExceptionally();
    assertThat(store.entries("outbox/").values()).containsExactly("someone else's");

    var after = new World(store);
    after.connected();
    assertThat(after.server.payloads("message.send")).isEmpty();
  }

  @Test
  void whoHasClosedMayStillSignOut() {
    var world = new World(store);
    world.parley.send(Draft.text(CONVERSATION, "One"));
    world.parley.close();
    assertThat(store.entries("outbox/")).hasSize(1);
    assertThatThrownBy(world.parley::signOut).isInstanceOf(ParleyException.class);
    assertThat(store.entries("")).isEmpty();
  }

  @Test
  void aRefusedMessageIsNotKept() {
    var world = new World(store).connected();
    world.server.answers.put(
        "message.send", ignored -> ScriptedServer.error("{\"code\":\"gone\",\"retry\":\"never\"}"));
    var sent = world.parley.send(Draft.text(CONVERSATION, "One"));
    assertThat(sent).isCompletedExceptionally();
    assertThat(store.entries("outbox/")).isEmpty();
  }

  @Test
  void aStoreThatFailsCostsTheSendingNothing() {
    var world = new World(new Broken()).connected();
    world.server.answers.put("message.send", ignored -> answer());
    var sent = world.parley.send(Draft.text(CONVERSATION, "One"));
    assertThat(sent).isCompletedWithValueMatching(message -> message.seq() == 17);
  }

  /// As on a disk that is full.
  private static final class Broken implements Store {
    @Override
    public Optional<String> get(String key) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void put(String key, String value) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void remove(String key) {
      throw new IllegalStateException("broken");
    }

    @Override
    public Map<String, String> entries(String prefix) {
      throw new IllegalStateException("broken");
    }
  }
}
