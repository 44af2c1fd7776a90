package dev.parley.crdt.sync;

import java.util.List;
import java.util.stream.Stream;

/// Whose states came, changed and went.
///
/// @param updated who has a newer state, be it the same
/// @param changed those of the updated whose state is another
public record AwarenessChange(
    List<Long> added, List<Long> updated, List<Long> changed, List<Long> removed) {
  static final AwarenessChange NONE =
      new AwarenessChange(List.of(), List.of(), List.of(), List.of());

  public AwarenessChange {
    added = List.copyOf(added);
    updated = List.copyOf(updated);
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
  }

  static AwarenessChange ofRemoved(List<Long> clients) {
    return new AwarenessChange(List.of(), List.of(), List.of(), clients);
  }

  /// All whom other peers should hear of.
  public List<Long> clients() {
    return Stream.of(added, updated, removed).flatMap(List::stream).toList();
  }

  public boolean isEmpty() {
    return added.isEmpty() && updated.isEmpty() && removed.isEmpty();
  }
}
