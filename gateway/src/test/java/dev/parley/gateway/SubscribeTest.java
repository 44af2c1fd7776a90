package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.events.EventDraft;
import dev.parley.platform.events.EventFrame;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import dev.parley.testkit.Await;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource(Sending.class)
class SubscribeTest {
  private final Node node;
  private final Topic topic;

  SubscribeTest(Sending sending) {
    node = Node.start(sending);
    topic = node.topic();
  }

  @AfterEach
  void close() {
    node.close();
  }

  private JsonNode subscribe(Client client) {
    return client.call("subscribe", Map.of("topic", topic.toString())).path("payload");
  }

  private JsonNode resume(Client client, String epoch, long offset) {
    var payload = Map.of("topic", topic.toString(), "epoch", epoch, "offset", offset);
    return client.call("subscribe", payload).path("payload");
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) node.publish(topic, "{\"i\":" + i + "}");
  }

  private EventDraft draft() {
    return EventDraft.of(topic, "note", "{}", new UserId(UUID.randomUUID()));
  }

  private static Long[] offsets(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toArray(Long[]::new);
  }

  @Test
  void withoutAPositionItStartsWhereTheTopicStands() {
    publish(3);
    try (var client = node.connect()) {
      var reply = subscribe(client);
      assertThat(reply.path("offset").asLong()).isEqualTo(3);
      assertThat(reply.path("epoch").asString()).isEqualTo("1");
      assertThat(reply.path("recovered").asBoolean()).isFalse();
      publish(2);
      client.awaitOffset(5);
      assertThat(client.offsets()).containsExactly(4L, 5L);
    }
  }

  @Test
  void fromAPositionItGivesExactlyWhatWasMissed() {
    publish(40);
    try (var client = node.connect()) {
      var reply = resume(client, "1", 10);
      assertThat(reply.path("recovered").asBoolean()).isTrue();
      assertThat(reply.path("hasMore").asBoolean()).isFalse();
      assertThat(reply.path("offset").asLong()).isEqualTo(40);
      publish(1);
      client.awaitOffset(41);
      assertThat(client.offsets()).containsExactly(offsets(11, 41));
    }
  }

  @Test
  void whoHasMissedNothingCostsNoReadOfTheLog() {
    publish(5);
    try (var first = node.connect();
        var second = node.connect()) {
      subscribe(first);
      var reply = resume(second, "1", 5);
      assertThat(reply.path("recovered").asBoolean()).isTrue();
      assertThat(node.log.reads()).isZero();
    }
  }

  @Test
  void tooMuchForOneReplyComesInSeveral() {
    for (int i = 0; i < 1_300; i++) node.commit(draft());
    try (var client = node.connect()) {
      long at = 0;
      int replies = 0;
      JsonNode reply;
      do {
        reply = resume(client, "1", at);
        at = reply.path("offset").asLong();
        replies++;
      } while (reply.path("hasMore").asBoolean());
      assertThat(replies).isEqualTo(3);
      node.publish(draft());
      client.awaitOffset(1_301);
      assertThat(client.offsets()).containsExactly(offsets(1, 1_301));
    }
  }

  @Test
  void aReplyIsBoundedInBytes() {
    for (int i = 0; i < 40; i++) node.publish(topic, "{\"x\":\"" + "y".repeat(30_000) + "\"}");
    try (var client = node.connect()) {
      var reply = resume(client, "1", 0);
      assertThat(reply.path("hasMore").asBoolean()).isTrue();
      assertThat(reply.toString().length()).isBetween(450_000, 560_000);
      var rest = resume(client, "1", reply.path("offset").asLong());
      while (rest.path("hasMore").asBoolean()) {
        rest = resume(client, "1", rest.path("offset").asLong());
      }
      assertThat(client.offsets()).containsExactly(offsets(1, 40));
    }
  }

  @Test
  void whatIsNoLongerKeptIsNotRecovered() {
    publish(20);
    node.log.forgetUntil(node.key(topic), 10);
    try (var client = node.connect()) {
      var reply = resume(client, "1", 5);
      assertThat(reply.path("recovered").asBoolean()).isFalse();
      assertThat(reply.path("offset").asLong()).isEqualTo(20);
      assertThat(reply.path("events")).isEmpty();
      publish(1);
      client.awaitOffset(21);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"another epoch", "beyond the head"})
  void aPositionThatNeverWasIsNotRecovered(String what) {
    publish(3);
    try (var client = node.connect()) {
      boolean beyond = what.startsWith("beyond");
      var reply = resume(client, beyond ? "1" : "0", beyond ? 9 : 2);
      assertThat(reply.path("recovered").asBoolean()).isFalse();
      assertThat(reply.path("offset").asLong()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"topic\":\"chat:1\"}",
        "{\"topic\":7}",
        "{\"topic\":\"TOPIC\",\"offset\":1}",
        "{\"topic\":\"TOPIC\",\"epoch\":\"1\"}",
        "{\"topic\":\"TOPIC\",\"epoch\":\"1\",\"offset\":-1}",
        "{\"topic\":\"TOPIC\",\"epoch\":\"1\",\"offset\":\"x\"}",
        "{\"topic\":\"TOPIC\",\"since\":1}",
      })
  void aMisshapenRequestIsInvalid(String payload) {
    try (var client = node.connect()) {
      var text = payload.replace("TOPIC", topic.toString());
      client.text("{\"id\":\"s\",\"type\":\"subscribe\",\"payload\":" + text + "}");
      assertThat(client.awaitAnswer("s").path("payload").path("code").asString())
          .isEqualTo("invalid");
    }
  }

  @Test
  void aStrangerHearsNothingAndLearnsNothing() {
    node.grants.put(topic, TopicAccess.Grant.NONE);
    publish(2);
    try (var client = node.connect()) {
      assertThat(subscribe(client).path("code").asString()).isEqualTo("not_found");
      assertThat(resume(client, "1", 0).path("code").asString()).isEqualTo("not_found");
      publish(2);
      client.call("echo", Map.of());
      assertThat(client.offsets()).isEmpty();
    }
  }

  @Test
  void anEphemeralSubscriptionHearsEphemeralEventsAlone() {
    node.grants.put(topic, TopicAccess.Grant.EPHEMERAL);
    publish(1);
    try (var client = node.connect()) {
      var reply = subscribe(client);
      assertThat(reply.path("epoch").isNull() && reply.path("offset").isNull()).isTrue();
      publish(3);
      whisper("typing.user");
      client.await("the whisper", f -> f.path("type").asString().equals("typing.user"));
      assertThat(client.offsets()).isEmpty();
    }
  }

  @Test
  void aFullSubscriptionHearsEphemeralEventsInTheirPlace() {
    try (var client = node.connect()) {
      subscribe(client);
      publish(1);
      whisper("typing.user");
      publish(1);
      client.awaitOffset(2);
      assertThat(client.frames().stream().skip(2).map(f -> f.path("type").asString()))
          .containsExactly("note", "typing.user", "note");
    }
  }

  private void whisper(String type) {
    node.gateway.publishEphemeral(
        node.key(topic), EventFrame.ephemeral(type, topic, "{}", Instant.now()));
  }

  @Test
  void unsubscribingEndsTheFlowAndSubscribingAgainReplaces() {
    try (var client = node.connect()) {
      subscribe(client);
      subscribe(client);
      publish(1);
      client.awaitOffset(1);
      client.call("unsubscribe", Map.of("topic", topic.toString()));
      publish(1);
      subscribe(client);
      publish(1);
      client.awaitOffset(3);
      assertThat(client.offsets()).containsExactly(1L, 3L);
    }
  }

  @Test
  void nobodySubscribesToMoreThanTheLimit() {
    try (var client = node.connect()) {
      boolean refused = false;
      int asked = 0;
      for (int i = 0; i < 520 && !refused; i++) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("topic", node.topic().toString());
        JsonNode answer;
        do {
          answer = client.call("subscribe", payload).path("payload");
        } while (answer.path("code").asString("").equals("rate_limited"));
        refused = answer.path("code").asString("").equals("unprocessable");
        asked++;
      }
      assertThat(asked).isEqualTo(501);
    }
  }

  @Test
  void eventsThatComeWhileTheLogIsReadFollowTheReplyOnce() {
    publish(10);
    var once = new AtomicBoolean();
    try (var client = node.connect()) {
      node.log.beforeRead(() -> {
        if (!once.getAndSet(true)) publish(5);
      });
      resume(client, "1", 4);
      publish(2);
      client.awaitOffset(17);
      assertThat(client.offsets()).containsExactly(offsets(5, 17));
    }
  }

  @Test
  void moreThanCanBeCollectedIsReadAgain() {
    publish(10);
    var once = new AtomicBoolean();
    try (var client = node.connect()) {
      node.log.beforeRead(() -> {
        if (!once.getAndSet(true)) publish(1_500);
      });
      var reply = resume(client, "1", 4);
      while (reply.path("hasMore").asBoolean()) {
        reply = resume(client, "1", reply.path("offset").asLong());
      }
      publish(1);
      client.awaitOffset(1_511);
      assertThat(client.offsets()).containsExactly(offsets(5, 1_511));
    }
  }

  @Test
  void aTopicThatBeginsAnotherLifeStartsItsSubscribersAfresh() {
    try (var client = node.connect()) {
      subscribe(client);
      publish(3);
      client.awaitOffset(3);
      node.log.beginAnotherLife();
      publish(1);
      assertThat(client.awaitClose()).isEqualTo(4500);
    }
    try (var client = node.connect()) {
      var reply = resume(client, "1", 3);
      assertThat(reply.path("recovered").asBoolean()).isFalse();
      assertThat(reply.path("epoch").asString()).isEqualTo("11");
    }
  }

  @Test
  void aLogThatIsAwayIsUnavailableAndHeldEventsComeWhenItIsBack() {
    try (var client = node.connect()) {
      subscribe(client);
      publish(1);
      client.awaitOffset(1);
      node.commit(draft());
      node.log.away(true);
      var event = node.log.append(node.tenant, draft());
      node.announce(event);
      assertThat(resumeElsewhere(client)).isIn("internal", "unavailable");
      node.log.away(false);
      client.awaitOffset(3);
      assertThat(client.offsets()).containsExactly(1L, 2L, 3L);
    }
  }

  private String resumeElsewhere(Client client) {
    var payload = Map.of("topic", node.topic().toString());
    return client.call("subscribe", payload).path("payload").path("code").asString();
  }

  @Test
  void aTopicIsNoLongerHeardWhenNobodyIsLeft() {
    try (var client = node.connect()) {
      subscribe(client);
      assertThat(topics()).isEqualTo(1);
    }
    Await.until("the topic is let go", () -> topics() == 0);
  }

  private double topics() {
    return node.meters.get("parley_gateway_topics").gauge().value();
  }
}
