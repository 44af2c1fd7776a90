package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final Event EVENT = new Event.Ended(Topic.user(new UUID(0, 0)), "x");

  @Test
  void aFullQueueRefusesAndTellsWhenItIsEmpty() {
    var tasks = new ArrayDeque<Runnable>();
    var told = new ArrayList<Event>();
    var drained = new ArrayList<String>();
    var delivery = new Delivery(tasks::add, told::add, () -> drained.add("drained"));
    for (int i = 0; i < Delivery.QUEUE_MAX; i++) assertThat(delivery.offer(EVENT)).isTrue();
    assertThat(delivery.offer(EVENT)).isFalse();
    delivery.insist(EVENT);
    assertThat(drained).isEmpty();
    tasks.remove().run();
    assertThat(told).hasSize(Delivery.QUEUE_MAX + 1);
    assertThat(drained).containsExactly("drained");
    assertThat(delivery.offer(EVENT)).isTrue();
    tasks.remove().run();
    assertThat(drained).hasSize(1);
  }

  @Test
  void aListenerThatThrowsIsToldTheNextEvent() {
    var told = new ArrayList<Event>();
    var delivery =
        new Delivery(
            Runnable::run,
            event -> {
              told.add(event);
              throw new IllegalStateException("the application's own");
            },
            () -> {});
    var thread = Thread.currentThread();
    var handler = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler((_, _) -> {});
    try {
      delivery.offer(EVENT);
      delivery.offer(EVENT);
    } finally {
      thread.setUncaughtExceptionHandler(handler);
    }
    assertThat(told).hasSize(2);
  }
}
