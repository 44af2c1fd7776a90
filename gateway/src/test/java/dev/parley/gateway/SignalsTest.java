package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SignalsTest {
  private final Node node = Node.start();
  private final Topic topic = node.topic();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void aSignalReachesAllWhoHearTheTopicItsSenderAmongThem() {
    var ada = node.person();
    try (var hers = node.connect(ada);
        var his = node.connect()) {
      subscribe(hers);
      subscribe(his);
      hers.call("signal.send", Map.of("topic", topic.toString(), "name", "cursor", "data", at(3)));
      for (var client : List.of(hers, his)) {
        var heard = client.await("the signal", SignalsTest::isSignal);
        assertThat(heard.path("payload").toString())
            .isEqualTo("{\"name\":\"cursor\",\"data\":{\"x\":3}}");
        assertThat(heard.path("topic").asString()).isEqualTo(topic.toString());
        assertThat(heard.path("userId").asString()).isEqualTo(ada.user().toString());
        assertThat(heard.has("offset")).isFalse();
        assertThat(heard.path("timestamp").asString()).endsWith("Z");
      }
    }
  }

  @Test
  void aSignalWithoutAnIdIsPassedOnAndNotAnswered() {
    try (var client = node.connect()) {
      subscribe(client);
      client.text(
          "{\"type\":\"signal.send\",\"payload\":{\"topic\":\"" + topic + "\",\"name\":\"n\"}}");
      var heard = client.await("the signal", SignalsTest::isSignal);
      assertThat(heard.path("payload").get("data").isNull()).isTrue();
      client.call("echo", Map.of());
      assertThat(client.frames().stream().filter(f -> is(f, "reply"))).hasSize(2);
    }
  }

  @Test
  void withoutASubscriptionNobodySignals() {
    try (var client = node.connect()) {
      assertThat(refusal(client, "n", null)).isEqualTo("not_found");
      subscribe(client);
      client.call("unsubscribe", Map.of("topic", topic.toString()));
      assertThat(refusal(client, "n", null)).isEqualTo("not_found");
    }
  }

  @Test
  void whoHearsEphemeralEventsAloneDoesNotSignal() {
    node.grants.put(topic, TopicAccess.Grant.EPHEMERAL);
    try (var client = node.connect()) {
      subscribe(client);
      assertThat(refusal(client, "n", null)).isEqualTo("not_found");
    }
  }

  @Test
  void nobodySignalsOnAPersonsOwnTopicWhichHasOnlookers() {
    var ada = node.person();
    try (var client = node.connect(ada)) {
      var own = Map.of("topic", "user:" + ada.user(), "name", "n");
      client.call("subscribe", Map.of("topic", "user:" + ada.user()));
      var answer = client.call("signal.send", own).path("payload");
      assertThat(answer.path("code").asString()).isEqualTo("not_found");
    }
  }

  @Test
  void whoseSubscriptionHasEndedDoesNotSignal() {
    var ada = node.person();
    try (var client = node.connect(ada)) {
      subscribe(client);
      var by = new UserId(UUID.randomUUID());
      node.publish(EventDraft.of(topic, "gone", "{}", by).ending(ada.user()));
      client.await("the end", frame -> is(frame, "subscription.ended"));
      assertThat(refusal(client, "n", null)).isEqualTo("not_found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "quote\"", "ä", "a/b"})
  void aNameIsOfAKnownAlphabet(String name) {
    try (var client = node.connect()) {
      subscribe(client);
      assertThat(refusal(client, name, null)).isEqualTo("invalid");
    }
  }

  @Test
  void nameAndDataHaveAnEnd() {
    try (var client = node.connect()) {
      subscribe(client);
      var longest = "n".repeat(Limits.SIGNAL_NAME_LENGTH_MAX);
      assertThat(refusal(client, longest + "n", null)).isEqualTo("invalid");
      var fits = "d".repeat(Limits.SIGNAL_BYTES_MAX - 2);
      assertThat(refusal(client, longest, fits)).isEmpty();
      assertThat(refusal(client, longest, fits + "d")).isEqualTo("invalid");
    }
  }

  @Test
  void anUnknownFieldIsRefused() {
    try (var client = node.connect()) {
      subscribe(client);
      var payload = Map.of("topic", topic.toString(), "name", "n", "userId", "someone else");
      var answer = client.call("signal.send", payload).path("payload");
      assertThat(answer.path("field").asString()).isEqualTo("userId");
    }
  }

  private void subscribe(Client client) {
    client.call("subscribe", Map.of("topic", topic.toString()));
  }

  /// The code of the refusal, empty when it was passed on.
  private String refusal(Client client, String name, @Nullable Object data) {
    var payload = new HashMap<String, Object>(Map.of("topic", topic.toString(), "name", name));
    if (data != null) payload.put("data", data);
    return client.call("signal.send", payload).path("payload").path("code").asString("");
  }

  private static Map<String, Integer> at(int x) {
    return Map.of("x", x);
  }

  private static boolean isSignal(JsonNode frame) {
    return is(frame, "signal");
  }

  private static boolean is(JsonNode frame, String type) {
    return frame.path("type").asString().equals(type);
  }
}
