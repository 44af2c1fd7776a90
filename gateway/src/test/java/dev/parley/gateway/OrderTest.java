package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OrderTest {
  private static final int PUBLISHERS = 8;
  private static final int EVENTS_EACH = 250;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20_261_121, 7_777})
  void eightPublishersOverABadBusAreHeardOnceAndInOrder(long seed) {
    var bus = new FlakyBus(seed);
    try (var node = Node.start(bus, new MemoryLog())) {
      var topic = node.topic();
      var early = node.connect();
      subscribe(early, topic, 0);
      List<Client> readers = new ArrayList<>(List.of(early));
      try (var publishers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int p = 0; p < PUBLISHERS; p++) {
          publishers.submit(() -> publish(node, topic));
        }
        for (int i = 0; i < 4; i++) {
          var late = node.connect();
          resumeAll(late, topic);
          readers.add(late);
        }
      }
      long last = (long) PUBLISHERS * EVENTS_EACH;
      bus.reconnect();
      Await.until("the last event", () -> reachAll(readers, last));
      var all = LongStream.rangeClosed(1, last).boxed().toList();
      for (var reader : readers) {
        assertThat(reader.offsets()).as("seed %d", seed).isEqualTo(all);
        reader.close();
      }
    }
  }

  private static boolean reachAll(List<Client> readers, long last) {
    return readers.stream().allMatch(r -> r.offsets().size() >= last);
  }

  private static void publish(Node node, Topic topic) {
    for (int i = 0; i < EVENTS_EACH; i++) {
      node.publish(EventDraft.of(topic, "note", "{}", new UserId(UUID.randomUUID())));
    }
  }

  private static void resumeAll(Client client, Topic topic) {
    long at = 0;
    while (true) {
      var reply = subscribe(client, topic, at);
      at = reply.path("payload").path("offset").asLong();
      if (!reply.path("payload").path("hasMore").asBoolean()) return;
    }
  }

  private static JsonNode subscribe(Client client, Topic topic, long at) {
    return client.call("subscribe", Map.of("topic", topic.toString(), "epoch", "1", "offset", at));
  }

  @Test
  void whileOtherNodesCannotBeHeardTheLogIsPolled() {
    var bus = new FlakyBus(3);
    try (var node = Node.start(bus, new MemoryLog());
        var client = node.connect()) {
      var topic = node.topic();
      subscribe(client, topic, 0);
      bus.disconnect();
      node.publish(topic, "{}");
      node.publish(topic, "{}");
      Await.until("polling", Duration.ofSeconds(10), () -> client.offsets().size() == 2);
      assertThat(client.offsets()).containsExactly(1L, 2L);
    }
  }
}
