package dev.parley.gateway.simulation;

import dev.parley.gateway.simulation.time.Chance;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What one simulation is made of. Each seed turns some dangers off and others up, because a world
/// in which everything fails all the time shows less than one in which a few things do.
///
/// @param conversations topics with members; there is one more topic, of a person
/// @param payloadBytes of a large event
/// @param largePercent events and ephemeral frames that are large
/// @param pauseMax nanoseconds between two events of all
/// @param busLost percent of messages
/// @param dangers those that there are
/// @param dangerPauseMax nanoseconds between two of them
record Knobs(
    int nodes,
    int loops,
    int conversations,
    int people,
    Duration length,
    int payloadBytes,
    int largePercent,
    long pauseMax,
    int busLost,
    int busRepeated,
    int busLate,
    Set<Danger> dangers,
    long dangerPauseMax) {

  static Knobs by(Chance chance) {
    boolean heavy = chance.oneIn(6);
    return new Knobs(
        chance.between(1, 3),
        chance.between(1, 2),
        chance.between(1, 3),
        chance.between(2, heavy ? 4 : 8),
        Duration.ofMillis(chance.between(1_500, 6_000)),
        heavy ? chance.between(4_000, 60_000) : 600,
        heavy ? chance.between(20, 100) : chance.below(20),
        chance.nanos(40 * Chance.MILLI, 400 * Chance.MILLI),
        chance.oneIn(2) ? 0 : chance.between(1, 20),
        chance.oneIn(2) ? 0 : chance.between(1, 20),
        chance.oneIn(2) ? 0 : chance.between(1, 40),
        dangers(chance),
        chance.nanos(50 * Chance.MILLI, 2 * Chance.SECOND));
  }

  private static Set<Danger> dangers(Chance chance) {
    int share = chance.pick(List.of(0, 15, 40, 70, 100));
    var some = EnumSet.noneOf(Danger.class);
    for (var danger : Danger.values()) if (chance.percent(share)) some.add(danger);
    return some;
  }
}
