package dev.parley.app.server;

import dev.parley.platform.events.Announcer;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.http.contract.Contract;
import dev.parley.platform.kernel.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Counts what this node has committed, on its way to the other nodes: here every change comes by
/// once, whichever feature made it.
final class CountedEvents implements Announcer {
  private final Announcer next;
  private final MeterRegistry meters;
  private final Counter sent;
  private final Counter updated;
  private final Counter deleted;
  private final DistributionSummary size;

  CountedEvents(Announcer next, MeterRegistry meters) {
    this.next = next;
    this.meters = meters;
    sent = meters.counter("parley_messages_total");
    updated = meters.counter("parley_messages_updated_total");
    deleted = meters.counter("parley_messages_deleted_total");
    for (var frame : Json.tree(Contract.resource("frames.json")).path("frames")) {
      if (frame.path("durable").asBoolean(false)) events(frame.path("name").asString());
    }
    size =
        DistributionSummary.builder("parley_message_size_bytes")
            .description("A new message as JSON")
            .register(meters);
  }

  @Override
  public CompletionStage<Void> announce(List<Event> events) {
    for (var event : events) count(event);
    return next.announce(events);
  }

  private Counter events(String type) {
    return meters.counter("parley_events_total", "type", type);
  }

  private void count(Event event) {
    events(event.type()).increment();
    switch (event.type()) {
      case "message.new" -> {
        sent.increment();
        size.record(event.payload().length());
      }
      case "message.updated" -> updated.increment();
      case "message.deleted" -> deleted.increment();
      default -> {} // Counted by type above.
    }
  }

  @Override
  public CompletionStage<Void> announceHeads(Map<TopicKey, Position> heads) {
    return next.announceHeads(heads);
  }
}
