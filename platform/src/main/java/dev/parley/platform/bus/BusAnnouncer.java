package dev.parley.platform.bus;

import dev.parley.platform.events.Announcer;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Announces committed events on the bus, and to every node what they have ended.
public final class BusAnnouncer implements Announcer {
  private final Bus bus;

  public BusAnnouncer(Bus bus) {
    this.bus = bus;
  }

  @Override
  public CompletionStage<Void> announce(List<Event> events) {
    var messages = new ArrayList<BusMessage>(events.size());
    for (var event : events) {
      var ends = event.ends();
      messages.add(new BusMessage.Durable(event.key(), event.position(), event.frame(), ends));
      TopicEnded.by(event.key(), ends).map(TopicEnded::message).ifPresent(messages::add);
    }
    return bus.publish(messages);
  }

  @Override
  public CompletionStage<Void> announceHeads(Map<TopicKey, Position> heads) {
    return bus.publish(
        heads.entrySet().stream()
            .map(head -> new BusMessage.Head(head.getKey(), head.getValue()))
            .toList());
  }
}
