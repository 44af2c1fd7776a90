package dev.parley.platform.bus;

import dev.parley.platform.events.Announcer;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Announces committed events on the bus.
public final class BusAnnouncer implements Announcer {
  private final Bus bus;

  public BusAnnouncer(Bus bus) {
    this.bus = bus;
  }

  @Override
  public CompletionStage<Void> announce(List<Event> events) {
    return publish(
        events.stream()
            .map(event ->
                new BusMessage.Durable(
                    event.key(), event.position(), event.frame(), event.ends())));
  }

  @Override
  public CompletionStage<Void> announceHeads(Map<TopicKey, Position> heads) {
    return publish(
        heads.entrySet().stream().map(head -> new BusMessage.Head(head.getKey(), head.getValue())));
  }

  private CompletionStage<Void> publish(Stream<? extends BusMessage> messages) {
    var stages = messages.map(message -> bus.publish(message).toCompletableFuture());
    return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
  }
}
