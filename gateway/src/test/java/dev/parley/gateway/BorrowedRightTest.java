package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who hears a task by a right that stands elsewhere hears it for as long as the right stands.
class BorrowedRightTest {
  private final FlakyBus bus = new FlakyBus(1);
  private final Node node = Node.start(bus, new MemoryLog());
  private final Actor member = node.person();
  private final Topic own = Topic.user(member.user().value());
  private final Topic task = Topic.task(UUID.randomUUID());
  private final Client client = node.connect(member);

  @AfterEach
  void close() {
    client.close();
    node.close();
  }

  private void subscribe() {
    client.call("subscribe", Map.of("topic", task.toString()));
  }

  private void mayNoMore() {
    node.grants.put(task, Grant.NONE);
  }

  private Event committed(Topic topic, String type) {
    return node.commit(draft(topic, type));
  }

  private static EventDraft draft(Topic topic, String type) {
    return EventDraft.of(topic, type, "{}", new UserId(UUID.randomUUID()));
  }

  private Event parting() {
    return node.commit(draft(own, "note").endingOnlookers());
  }

  private void tell(Event event) {
    bus.publishAsItIs(
        new BusMessage.Durable(event.key(), event.position(), event.frame(), event.ends()));
  }

  private void awaitTheEnd() {
    var ended = client.await("the end", frame -> type(frame).equals("subscription.ended"));
    assertThat(ended.path("topic").asString()).isEqualTo(task.toString());
    expectSilence();
  }

  private void expectSilence() {
    tell(committed(task, "unheard"));
    client.call("echo", Map.of());
    assertThat(client.frames()).noneMatch(frame -> type(frame).equals("unheard"));
  }

  private static String type(JsonNode frame) {
    return frame.path("type").asString();
  }

  @Test
  void onesOwnPartingEndsIt() {
    subscribe();
    mayNoMore();
    tell(parting());
    awaitTheEnd();
  }

  @Test
  void soItDoesWhereOneFollowsOneself() {
    client.call("subscribe", Map.of("topic", own.toString()));
    subscribe();
    mayNoMore();
    tell(parting());
    awaitTheEnd();
  }

  @Test
  void whoStillMayGoesOn() {
    subscribe();
    tell(parting());
    tell(committed(task, "heard"));
    client.await("the news", frame -> type(frame).equals("heard"));
  }

  @Test
  void itsOwnNewsThatRightsHaveChangedEndsIt() {
    subscribe();
    mayNoMore();
    tell(node.commit(draft(task, "access").endingOnlookers()));
    client.await("the news", frame -> type(frame).equals("access"));
    awaitTheEnd();
  }

  @Test
  void itsOwnNewsEndsItAlsoWhereTheLogBringsIt() {
    subscribe();
    mayNoMore();
    var event = node.commit(draft(task, "access").endingOnlookers());
    bus.publish(new BusMessage.Head(event.key(), event.position()));
    awaitTheEnd();
  }

  @Test
  void whoStillMayGoesOnAfterItsOwnNews() {
    subscribe();
    tell(node.commit(draft(task, "access").endingOnlookers()));
    tell(committed(task, "heard"));
    client.await("the news", frame -> type(frame).equals("heard"));
  }

  @Test
  void whatTheBusLostIsAskedAboutWhenItIsBack() {
    subscribe();
    mayNoMore();
    bus.disconnect();
    parting();
    bus.reconnect();
    awaitTheEnd();
  }

  @Test
  void whoPartsRightAfterTheGrantDoesNotStay() {
    var granted = new AtomicBoolean();
    node.beforeGrant(() -> {
      if (granted.getAndSet(true)) mayNoMore();
      else tell(parting());
    });
    var id = client.send("subscribe", Map.of("topic", task.toString()));
    if (type(client.awaitAnswer(id)).equals("reply")) awaitTheEnd();
    else expectSilence();
  }

  @Test
  void nothingIsHeldForOneThatHasLeft() {
    subscribe();
    client.call("unsubscribe", Map.of("topic", task.toString()));
    mayNoMore();
    tell(parting());
    client.call("echo", Map.of());
    assertThat(client.frames()).noneMatch(frame -> type(frame).equals("subscription.ended"));
  }
}
