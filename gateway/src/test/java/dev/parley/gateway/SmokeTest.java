package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SmokeTest {

  @Test
  void aCommandIsAnsweredAndAnEventReachesItsSubscriber() {
    try (var node = Node.start();
        var client = node.connect()) {
      assertThat(client.call("echo", Map.of("a", 1)).path("payload").path("a").asInt())
          .isEqualTo(1);
      var topic = node.topic();
      var reply = client.call("subscribe", Map.of("topic", topic.toString()));
      assertThat(reply.path("payload").path("offset").asLong()).isZero();
      node.publish(topic, "{\"n\":1}");
      node.publish(topic, "{\"n\":2}");
      client.awaitOffset(2);
      assertThat(client.offsets()).containsExactly(1L, 2L);
    }
  }
}
