package dev.parley.platform.events;

import java.util.List;

/// What the log answers to "what came after this position?".
public sealed interface Recovery {

  /// Exactly the events after the position, in order, without a gap.
  ///
  /// @param more whether a limit cut them; then `at` is the last one given, else the head
  record Recovered(List<Event> events, Position at, boolean more) implements Recovery {}

  /// The position is of another epoch, lies beyond the head, or the events after it are no longer
  /// kept: reload, and go on from the head.
  record Lost(Position head) implements Recovery {}
}
