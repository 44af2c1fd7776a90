package dev.parley.gateway.simulation;

import dev.parley.gateway.simulation.time.Chance;
import dev.parley.gateway.simulation.time.Timeline;
import dev.parley.platform.bus.BusMessage;
import java.util.ArrayList;
import java.util.List;

/// The server that the buses of all nodes go through. Loses, repeats, delays and reorders messages
/// as far as it is told to.
final class Hub {
  private static final long TRAVEL_MIN = 50 * Chance.MICRO;
  private static final long TRAVEL_MAX = 2 * Chance.MILLI;
  private static final long LATE_MAX = 400 * Chance.MILLI;

  private final Timeline timeline;
  private final Chance chance;
  private final List<HubBus> buses = new ArrayList<>();

  /// In percent of all messages.
  private int lost;

  private int repeated;
  private int late;

  Hub(Timeline timeline, Chance chance) {
    this.timeline = timeline;
    this.chance = chance;
  }

  void manners(int lostPercent, int repeatedPercent, int latePercent) {
    lost = lostPercent;
    repeated = repeatedPercent;
    late = latePercent;
  }

  void join(HubBus bus) {
    buses.add(bus);
  }

  void leave(HubBus bus) {
    buses.remove(bus);
  }

  /// A time that a message takes.
  long travel() {
    return chance.nanos(TRAVEL_MIN, TRAVEL_MAX);
  }

  /// Carries it to every other node.
  void carry(HubBus from, BusMessage message) {
    for (var bus : buses) {
      if (bus == from) continue;
      if (!chance.percent(lost)) carryTo(bus, message);
      if (chance.percent(repeated)) carryTo(bus, message);
    }
  }

  private void carryTo(HubBus bus, BusMessage message) {
    if (chance.percent(late)) {
      timeline.after(chance.nanos(TRAVEL_MAX, LATE_MAX), () -> bus.arrive(message));
    } else {
      bus.arriveInOrder(timeline.nanos() + travel(), message);
    }
  }
}
