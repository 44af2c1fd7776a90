package dev.parley.gateway.simulation;

import dev.parley.gateway.simulation.time.Chance;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Event;
import java.util.ArrayList;
import java.util.List;

/// A promise that one of the virtual ports breaks on purpose, to see whether that is noticed.
enum Flaw {
  NONE,
  /// A read of the log leaves out an event in the middle.
  LOG_SKIPS,
  /// A read of the log gives two events in each other's place.
  LOG_SWAPS,
  /// Events from the log have forgotten whose subscriptions they end.
  LOG_FORGETS_ENDINGS,
  /// The bus speaks of events that are never committed.
  BUS_INVENTS,
  /// A topic is said to be heard before it is, and what came meanwhile is gone.
  BUS_SUBSCRIBES_LATE,
  /// Who may hear a topic is answered from before the topic's events were collected.
  ACCESS_IS_STALE,
  /// The transport forgets a frame.
  WIRE_LOSES,
  /// The transport never says that it takes more again.
  WIRE_STAYS_FULL;

  private static final int SELDOM = 20;

  /// What a read of the log becomes.
  List<Event> read(List<Event> events, Chance chance) {
    return switch (this) {
      case LOG_SKIPS -> events.size() > 2 ? without(events, events.size() / 2) : events;
      case LOG_SWAPS -> events.size() > 1 ? swapped(events) : events;
      case LOG_FORGETS_ENDINGS -> events.stream().map(Flaw::endless).toList();
      default -> events;
    };
  }

  /// Whether this flaw shows here and now.
  boolean shows(Flaw flaw, Chance chance) {
    return this == flaw && chance.oneIn(SELDOM);
  }

  private static List<Event> without(List<Event> events, int index) {
    var some = new ArrayList<>(events);
    some.remove(index);
    return some;
  }

  private static List<Event> swapped(List<Event> events) {
    var some = new ArrayList<>(events);
    some.set(0, events.get(1));
    some.set(1, events.getFirst());
    return some;
  }

  private static Event endless(Event e) {
    return new Event(
        e.key(), e.position(), e.type(), e.payload(), e.by(), e.at(), new Ending.Nobody());
  }
}
