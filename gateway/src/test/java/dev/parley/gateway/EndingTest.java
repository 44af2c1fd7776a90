package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Subscriptions that end without the client's doing.
class EndingTest {
  private final Node node = Node.start();
  private final Topic topic = node.topic();

  @AfterEach
  void close() {
    node.close();
  }

  private void subscribe(Client client) {
    client.call("subscribe", Map.of("topic", topic.toString()));
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) node.publish(topic, "{}");
  }

  private EventDraft draft() {
    return EventDraft.of(topic, "note", "{}", new UserId(UUID.randomUUID()));
  }

  @Test
  void anEndingIsDeliveredAndEndsOneOrAll() {
    var leaver = node.person();
    try (var gone = node.connect(leaver);
        var stays = node.connect()) {
      subscribe(gone);
      subscribe(stays);
      node.publish(draft().ending(leaver.user()));
      var ended =
          gone.await("the end", f -> f.path("type").asString().equals("subscription.ended"));
      assertThat(ended.path("topic").asString()).isEqualTo(topic.toString());
      assertThat(ended.path("payload").path("code").asString()).isEqualTo("not_found");
      assertThat(gone.offsets()).containsExactly(1L);
      publish(1);
      stays.awaitOffset(2);
      node.publish(draft().endingAll());
      stays.await("the end", f -> f.path("type").asString().equals("subscription.ended"));
      assertThat(stays.offsets()).containsExactly(1L, 2L, 3L);
      publish(1);
      for (var client : new Client[] {gone, stays}) client.call("echo", Map.of());
      assertThat(gone.offsets()).containsExactly(1L);
      assertThat(stays.offsets()).doesNotContain(4L);
    }
  }

  @Test
  void anEndingThatTheBusLostIsLearntFromTheLog() {
    var leaver = node.person();
    try (var gone = node.connect(leaver)) {
      subscribe(gone);
      node.commit(draft().ending(leaver.user()));
      publish(1);
      gone.await("the end", f -> f.path("type").asString().equals("subscription.ended"));
      assertThat(gone.offsets()).containsExactly(1L);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsRemovedRightAfterTheGrantDoesNotStay(boolean resuming) {
    var actor = node.person();
    var done = new AtomicBoolean();
    try (var other = node.connect();
        var client = node.connect(actor)) {
      subscribe(other);
      publish(1);
      other.awaitOffset(1);
      node.beforeGrant(() -> {
        if (done.getAndSet(true)) node.grants.put(topic, TopicAccess.Grant.NONE);
      });
      Runnable removal = () -> node.publish(draft().ending(actor.user()));
      if (resuming) node.log.beforeRead(removal);
      else node.log.beforeRead(() -> {});
      var id =
          client.send(
              "subscribe",
              resuming
                  ? Map.of("topic", topic.toString(), "epoch", "1", "offset", 0)
                  : Map.of("topic", topic.toString()));
      var answer = client.awaitAnswer(id);
      if (!resuming) removal.run();
      if (answer.path("type").asString().equals("reply")) {
        client.await("the end", f -> f.path("type").asString().equals("subscription.ended"));
      } else {
        assertThat(answer.path("payload").path("code").asString()).isEqualTo("not_found");
      }
      long before = client.offsets().size();
      publish(1);
      other.awaitOffset(3);
      client.call("echo", Map.of());
      assertThat(client.offsets()).hasSize((int) before);
    }
  }
}
