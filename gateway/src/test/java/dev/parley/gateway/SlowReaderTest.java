package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.events.EventFrame;
import dev.parley.protocol.Topic;
import dev.parley.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Sending.class)
class SlowReaderTest {
  private static final String PAYLOAD = "{\"x\":\"" + "x".repeat(20_000) + "\"}";

  /// Fewer than a client may send at once.
  private static final int PINGS = 150;

  private final Node node;
  private final Topic topic;
  private Client slow;

  /// Reads well, so that a test knows when an event was written to everyone.
  private Client quick;

  SlowReaderTest(Sending sending) {
    node = Node.start(sending);
    topic = node.topic();
  }

  @BeforeEach
  void subscribeWithoutReading() {
    slow = Client.unread(node.address(), node.doorman.token(node.person()), "");
    slow.send("subscribe", Map.of("topic", topic.toString()));
    Await.until(
        "the subscription", () -> node.meters.get("parley_gateway_topics").gauge().value() > 0);
    Await.until("the answer", () -> answered("subscribe") == 1);
    quick = node.connect();
    quick.call("subscribe", Map.of("topic", topic.toString()));
  }

  @AfterEach
  void close() {
    slow.close();
    quick.close();
    node.close();
  }

  private double answered(String command) {
    return node.meters
        .get("parley_gateway_commands_total")
        .tags("command", command, "outcome", "ok")
        .counter()
        .count();
  }

  private double waiting() {
    return node.meters.get("parley_outbound_queue_bytes").gauge().value();
  }

  private double cut() {
    return node.meters.get("parley_slow_readers_total").counter().count();
  }

  private void publishUntilReached() {
    quick.awaitOffset(node.publish(topic, PAYLOAD).position().offset());
  }

  private int publishUntil(BooleanSupplier enough) {
    int published = 0;
    while (!enough.getAsBoolean()) {
      publishUntilReached();
      published++;
      assertThat(waiting()).isLessThan(1_100_000);
      assertThat(published).isLessThan(20_000);
    }
    return published;
  }

  @Test
  void aReaderThatIsTooSlowIsCutAndResumesWithoutAGap() {
    long published = publishUntil(() -> cut() > 0);
    slow.startReading();
    assertThat(slow.awaitClose()).isEqualTo(4413);
    long seen = slow.offsets().isEmpty() ? 0 : slow.offsets().getLast();
    assertThat(slow.offsets()).isEqualTo(LongStream.rangeClosed(1, seen).boxed().toList());
    try (var again = node.connect()) {
      long at = seen;
      boolean more = true;
      while (more) {
        var payload = Map.of("topic", topic.toString(), "epoch", "1", "offset", at);
        var reply = again.call("subscribe", payload).path("payload");
        assertThat(reply.path("recovered").asBoolean()).isTrue();
        at = reply.path("offset").asLong();
        more = reply.path("hasMore").asBoolean();
      }
      assertThat(again.offsets())
          .isEqualTo(LongStream.rangeClosed(seen + 1, published).boxed().toList());
    }
    assertThat(quick.isOpen()).isTrue();
    assertThat(waiting()).isZero();
  }

  @Test
  void ephemeralEventsAreDroppedBeforeAnyoneIsCut() {
    publishUntil(() -> waiting() > 100_000);
    for (int i = 0; i < 1_000; i++) {
      whisper();
      if (i % 100 == 0) publishUntilReached();
    }
    for (int i = 0; i < 5; i++) publishUntilReached();
    long last = node.publish(topic, "{}").position().offset();
    slow.startReading();
    slow.awaitOffset(last);
    assertThat(slow.offsets()).isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
    assertThat(cut()).isZero();
    assertThat(whispers(slow)).isLessThan(1_000);
    Await.until("nothing waits", () -> waiting() == 0);
  }

  @Test
  void aReaderForWhomOnlyEphemeralEventsWaitedGoesOn() {
    boolean much = false;
    // Until all that waits, which is much, is dropped at once.
    for (int i = 1; !(much && waiting() == 0); i++) {
      much = waiting() > 800_000;
      whisper();
      int heard = i;
      Await.until("it is heard", () -> whispers(quick) >= heard);
      assertThat(i).isLessThan(20_000);
    }
    slow.startReading();
    slow.frame(0x89, "all read".getBytes(StandardCharsets.UTF_8));
    Await.until("what the transport held is read", () -> slow.pongs().contains("all read"));
    long last = node.publish(topic, "{}").position().offset();
    slow.awaitOffset(last);
    assertThat(cut()).isZero();
  }

  private static long whispers(Client client) {
    return client.frames().stream().filter(f -> f.path("type").asString().equals("typing")).count();
  }

  private void whisper() {
    var frame =
        EventFrame.ephemeral(
            "typing", topic, "{\"x\":\"" + "y".repeat(2_000) + "\"}", Instant.now());
    node.gateway.publishEphemeral(node.key(topic), frame);
  }

  @Test
  void pingsOfAReaderThatDoesNotReadAreOwedOnePong() {
    publishUntil(() -> waiting() > 100_000);
    for (int i = 0; i < PINGS; i++)
      slow.frame(0x89, ("ping " + i).getBytes(StandardCharsets.UTF_8));
    slow.send("echo", Map.of());
    Await.until("the pings are read", () -> answered("echo") == 1);
    slow.startReading();
    Await.until("the last pong", () -> slow.pongs().contains("ping " + (PINGS - 1)));
    assertThat(slow.pongs()).hasSize(1);
  }

  @Test
  void aReaderThatGoesOnReadingInTimeLosesNothing() {
    publishUntil(() -> waiting() > 300_000);
    slow.startReading();
    long last = node.publish(topic, "{}").position().offset();
    slow.awaitOffset(last);
    assertThat(slow.offsets()).isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
    assertThat(cut()).isZero();
  }
}
