package dev.parley.gateway.simulation;

import dev.parley.gateway.simulation.time.Chance;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.EventFrame;
import dev.parley.platform.events.Frame;
import dev.parley.platform.events.Position;
import java.util.ArrayList;
import java.util.List;

/// The features of all nodes: commit events and announce them, as the outbox does it, with a relay
/// on every node for what was committed and not announced.
final class Publisher {
  static final String DURABLE = "note";
  static final String PASSING = "wink";
  private static final long ANNOUNCED_MAX = 5 * Chance.MILLI;
  private static final long LEFT_BEHIND = 2 * Chance.SECOND;
  private static final long RELAY_PAUSE = Chance.SECOND;

  /// A commit that may not have been announced.
  private record Marker(Ledger.TopicLog topic, Position head, long at) {}

  private final World world;
  private final List<Marker> markers = new ArrayList<>();

  Publisher(World world) {
    this.world = world;
  }

  /// Commits an event by some node, and announces it unless the node dies before. False when there
  /// is no node.
  boolean publish(Ledger.TopicLog topic, Ending ends) {
    var nodes = world.nodes.stream().filter(node -> !node.dead()).toList();
    if (nodes.isEmpty()) return false;
    var node = world.chance.pick(nodes);
    var committed = topic.commit(DURABLE, payload(), ends);
    world.note(node.name, "commits", committed.event().position(), "of", topic.key, ends);
    var marker = new Marker(topic, topic.head(), world.timeline.nanos());
    markers.add(marker);
    world.timeline.after(
        world.chance.nanos(10 * Chance.MICRO, ANNOUNCED_MAX),
        () -> {
          if (node.dead()) return;
          var _ =
              node.announce(committed)
                  .whenComplete((_, failure) -> {
                    if (failure == null) markers.remove(marker);
                  });
        });
    if (world.flaw.shows(Flaw.BUS_INVENTS, world.chance)) invent(node, topic);
    return true;
  }

  private void invent(VirtualNode node, Ledger.TopicLog topic) {
    var at = new Position(topic.epoch(), topic.head().offset() + 1);
    var frame = EventFrame.ephemeral(DURABLE, topic.key.topic(), "{}", world.timeline.instant());
    node.bus.publish(new BusMessage.Durable(topic.key, at, frame, new Ending.Nobody()));
  }

  /// Says something in passing, by some node.
  void wink(Ledger.TopicLog topic) {
    var nodes = world.alive();
    if (nodes.isEmpty()) return;
    var frame =
        EventFrame.ephemeral(PASSING, topic.key.topic(), payload(), world.timeline.instant());
    world.ledger.said(frame.toString());
    world.chance.pick(nodes).gateway.publishEphemeral(topic.key, new Frame(frame.bytes()));
  }

  private String payload() {
    boolean large = world.chance.percent(world.knobs.largePercent());
    var filling = "x".repeat(large ? world.knobs.payloadBytes() : world.chance.below(40));
    return "{\"n\":" + Math.abs(world.chance.any()) + ",\"x\":\"" + filling + "\"}";
  }

  /// Relays, again and again, for as long as the node lives.
  void relay(VirtualNode node) {
    world.timeline.after(
        RELAY_PAUSE,
        () -> {
          if (node.dead() || (world.calm && markers.isEmpty())) return;
          announceLeftBehind(node);
          relay(node);
        });
  }

  private void announceLeftBehind(VirtualNode node) {
    long old = world.timeline.nanos() - LEFT_BEHIND;
    for (var marker : List.copyOf(markers)) {
      if (marker.at > old) continue;
      var _ =
          node.bus
              .publish(new BusMessage.Head(marker.topic.key, marker.head))
              .whenComplete((_, failure) -> {
                if (failure == null) markers.remove(marker);
              });
    }
  }
}
