package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Frame;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every bus keeps, whatever carries its messages.
public abstract class BusContract {
  private final Bus here = node();
  private final Bus there = otherNode();
  private final TenantId tenant = TenantId.next();
  private final TopicKey key = topic();

  /// One node's bus, for the whole class.
  protected abstract Bus node();

  /// Another node's; the same where there is but one node.
  protected abstract Bus otherNode();

  /// Keeps all that it hears.
  protected static final class Ear implements Bus.Listener {
    private final List<BusMessage> heard = new CopyOnWriteArrayList<>();
    private volatile int interruptions;

    @Override
    public void message(BusMessage message) {
      heard.add(message);
    }

    @Override
    public synchronized void interrupted() {
      interruptions++;
    }

    public int interruptions() {
      return interruptions;
    }

    /// What came for a topic.
    public List<BusMessage> of(TopicKey key) {
      return heard.stream()
          .filter(message -> message.topic().filter(key::equals).isPresent())
          .toList();
    }

    public List<BusMessage> all() {
      return List.copyOf(heard);
    }
  }

  /// A listener of that bus.
  protected static Ear ear(Bus bus) {
    var ear = new Ear();
    bus.listen(ear);
    return ear;
  }

  /// Waits until the subscription is in force.
  protected static void subscribe(Bus bus, TopicKey key) {
    bus.subscribe(key).toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /// A topic that nobody else uses.
  protected TopicKey topic() {
    return new TopicKey(tenant, Topic.conversation(UserId.next().value()));
  }

  /// A durable message with this offset.
  protected static BusMessage.Durable durable(TopicKey key, long offset) {
    return new BusMessage.Durable(
        key, new Position("epoch", offset), frame("n" + offset), new Ending.Nobody());
  }

  protected static Frame frame(String text) {
    return new Frame(("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyKindArrivesAsItWasSent() {
    var ear = ear(there);
    subscribe(there, key);
    var at = new Position("0123456789abcdef", Long.MAX_VALUE);
    var sent =
        List.of(
            durable(key, 1),
            new BusMessage.Durable(key, at, frame("ü☃"), new Ending.One(UserId.next())),
            new BusMessage.Durable(key, at, frame(""), new Ending.Everyone()),
            new BusMessage.Durable(key, at, frame(""), new Ending.Onlookers()),
            new BusMessage.Head(key, at),
            new BusMessage.Ephemeral(key, frame("typing")));
    sent.forEach(here::publish);
    Await.asserted(() -> assertThat(ear.of(key)).isEqualTo(sent));
  }

  @Test
  void controlReachesEveryNodeOnce() {
    var near = ear(here);
    var far = ear(there);
    var control = new BusMessage.Control("session.revoked", UserId.next().toString());
    here.publish(control);
    var end = new BusMessage.Control("end", UserId.next().toString());
    here.publish(end);
    for (var ear : List.of(near, far)) {
      Await.until("the last one is heard", () -> ear.all().contains(end));
      assertThat(ear.all()).containsOnlyOnce(control);
    }
  }

  @Test
  void aNodeHearsItselfExactlyOnce() {
    var ear = ear(here);
    subscribe(here, key);
    subscribe(there, key);
    here.publish(durable(key, 1));
    there.publish(durable(key, 2));
    Await.asserted(
        () -> assertThat(ear.of(key)).containsExactlyInAnyOrder(durable(key, 1), durable(key, 2)));
  }

  @Test
  void everyListenerHearsEvenWhenAnotherFails() {
    there.listen(
        new Bus.Listener() {
          @Override
          public void message(BusMessage message) {
            if (message.topic().filter(key::equals).isPresent()) {
              throw new IllegalStateException("A listener that fails");
            }
          }

          @Override
          public void interrupted() {}
        });
    var first = ear(there);
    var second = ear(there);
    subscribe(there, key);
    here.publish(durable(key, 1));
    Await.asserted(() -> assertThat(first.of(key)).hasSize(1));
    Await.asserted(() -> assertThat(second.of(key)).hasSize(1));
  }

  @Test
  void whatIsPublishedOnceASubscriptionStandsIsHeard() {
    var ear = ear(there);
    for (int i = 0; i < 200; i++) {
      var each = topic();
      subscribe(there, each);
      here.publish(durable(each, i));
      Await.until("it is heard", () -> ear.of(each).size() == 1);
    }
  }

  @Test
  void messagesOfOnePublisherAndTopicKeepTheirOrder() {
    var ear = ear(there);
    subscribe(there, key);
    var sent = new ArrayList<BusMessage>();
    for (int i = 1; i <= 2_000; i++) sent.add(durable(key, i));
    sent.forEach(here::publish);
    Await.asserted(() -> assertThat(ear.of(key)).isEqualTo(sent));
  }

  @Test
  void nothingIsHeardOfOtherTopicsAndTenants() {
    var ear = ear(there);
    subscribe(there, key);
    var stranger = new TopicKey(TenantId.next(), key.topic());
    here.publish(durable(stranger, 1));
    here.publish(durable(topic(), 1));
    here.publish(durable(key, 1));
    Await.until("the own is heard", () -> !ear.of(key).isEmpty());
    assertThat(ear.of(stranger)).isEmpty();
    assertThat(ear.of(key)).containsExactly(durable(key, 1));
  }

  @Test
  void nothingIsHeardAfterUnsubscribing() {
    var ear = ear(there);
    var other = topic();
    subscribe(there, key);
    subscribe(there, other);
    there.unsubscribe(key);
    subscribe(there, topic());
    here.publish(durable(key, 1));
    here.publish(durable(other, 1));
    Await.until("the other is heard", () -> !ear.of(other).isEmpty());
    assertThat(ear.of(key)).isEmpty();
  }

  @Test
  void aTopicCanBeSubscribedAgain() {
    var ear = ear(there);
    subscribe(there, key);
    there.unsubscribe(key);
    subscribe(there, key);
    here.publish(durable(key, 1));
    Await.asserted(() -> assertThat(ear.of(key)).containsExactly(durable(key, 1)));
  }

  @Test
  void aPublicationThatWasTakenSaysSo() {
    here.publish(durable(key, 1)).toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(here.connected()).isTrue();
  }
}
