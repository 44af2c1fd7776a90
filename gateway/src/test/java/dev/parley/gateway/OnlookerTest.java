package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.events.EventFrame;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who hears another person's topic does so for as long as that is granted.
class OnlookerTest {
  private final FlakyBus bus = new FlakyBus(1);
  private final Node node = Node.start(bus, new MemoryLog());
  private final Actor onlooker = node.person();
  private final Topic own = Topic.user(onlooker.user().value());
  private final Topic other = Topic.user(UUID.randomUUID());
  private final Client client = node.connect(onlooker);

  @AfterEach
  void close() {
    client.close();
    node.close();
  }

  private void visit() {
    node.grants.put(other, Grant.EPHEMERAL);
    client.call("subscribe", Map.of("topic", other.toString()));
  }

  private void mayNoMore() {
    node.grants.put(other, Grant.NONE);
  }

  private Event partingOf(Topic person) {
    var by = new UserId(UUID.randomUUID());
    return node.commit(EventDraft.of(person, "note", "{}", by).endingOnlookers());
  }

  private void tell(Event event) {
    bus.publishAsItIs(
        new BusMessage.Durable(event.key(), event.position(), event.frame(), event.ends()));
  }

  private void whisper(String type) {
    var frame = EventFrame.ephemeral(type, other, "{}", Instant.now());
    node.gateway.publishEphemeral(node.key(other), frame);
  }

  private void awaitTheEnd() {
    var ended = client.await("the end", frame -> type(frame).equals("subscription.ended"));
    assertThat(ended.path("topic").asString()).isEqualTo(other.toString());
    assertThat(ended.path("payload").path("code").asString()).isEqualTo("not_found");
    expectSilence();
  }

  private void expectSilence() {
    whisper("unheard");
    client.call("echo", Map.of());
    assertThat(client.frames()).noneMatch(frame -> type(frame).equals("unheard"));
  }

  private static String type(JsonNode frame) {
    return frame.path("type").asString();
  }

  @Test
  void theOthersPartingEndsIt() {
    visit();
    mayNoMore();
    tell(partingOf(other));
    awaitTheEnd();
  }

  @Test
  void onesOwnPartingEndsIt() {
    visit();
    mayNoMore();
    tell(partingOf(own));
    awaitTheEnd();
  }

  @Test
  void onesOwnPartingEndsItAlsoWhereOneFollowsOneself() {
    client.call("subscribe", Map.of("topic", own.toString()));
    visit();
    mayNoMore();
    tell(partingOf(own));
    awaitTheEnd();
  }

  @Test
  void whoStillMayGoesOn() {
    visit();
    tell(partingOf(other));
    tell(partingOf(own));
    whisper("typing.user");
    client.await("the whisper", frame -> type(frame).equals("typing.user"));
    mayNoMore();
    tell(partingOf(other));
    awaitTheEnd();
    assertThat(client.frames().stream().filter(f -> type(f).equals("subscription.ended")))
        .hasSize(1);
  }

  @Test
  void whatTheBusLostIsAskedAboutWhenItIsBack() {
    visit();
    mayNoMore();
    bus.disconnect();
    partingOf(other);
    bus.reconnect();
    awaitTheEnd();
  }

  @Test
  void whatACrashLeftUntoldIsAskedAboutWhenTheHeadIsTold() {
    visit();
    mayNoMore();
    var event = partingOf(other);
    bus.publish(new BusMessage.Head(event.key(), event.position()));
    awaitTheEnd();
  }

  @Test
  void whatComesFromTheLogCountsAsWell() {
    client.call("subscribe", Map.of("topic", own.toString()));
    visit();
    mayNoMore();
    var event = partingOf(own);
    bus.publish(new BusMessage.Head(event.key(), event.position()));
    awaitTheEnd();
  }

  @Test
  void itIsAskedUntilSomebodyCanSay() {
    visit();
    mayNoMore();
    var away = new AtomicBoolean(true);
    node.beforeGrant(() -> {
      if (away.getAndSet(false)) throw new IllegalStateException("away");
    });
    tell(partingOf(other));
    awaitTheEnd();
  }

  @Test
  void whoPartsRightAfterTheGrantDoesNotStay() {
    node.grants.put(other, Grant.EPHEMERAL);
    var granted = new AtomicBoolean();
    node.beforeGrant(() -> {
      if (granted.getAndSet(true)) mayNoMore();
      else tell(partingOf(own));
    });
    var id = client.send("subscribe", Map.of("topic", other.toString()));
    if (type(client.awaitAnswer(id)).equals("reply")) awaitTheEnd();
    else expectSilence();
  }

  @Test
  void nothingIsHeldForAGuestThatHasLeft() {
    visit();
    client.call("unsubscribe", Map.of("topic", other.toString()));
    mayNoMore();
    tell(partingOf(own));
    client.call("echo", Map.of());
    assertThat(client.frames()).noneMatch(frame -> type(frame).equals("subscription.ended"));
  }
}
