package dev.parley.platform.bus;

import dev.parley.platform.events.Announcer;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Announces committed events on the bus.
public final class BusAnnouncer implements Announcer {
  private final Bus bus;

  public BusAnnouncer(Bus bus) {
    this.bus = bus;
  }

  @Override
  public CompletionStage<Void> announce(List<Event> events) {
    return bus.publish(
        events.stream()
            .map(event ->
                new BusMessage.Durable(event.key(), event.position(), event.frame(), event.ends()))
            .toList());
  }

  @Override
  public CompletionStage<Void> announceHeads(Map<TopicKey, Position> heads) {
    return bus.publish(
        heads.entrySet().stream()
            .map(head -> new BusMessage.Head(head.getKey(), head.getValue()))
            .toList());
  }
}
