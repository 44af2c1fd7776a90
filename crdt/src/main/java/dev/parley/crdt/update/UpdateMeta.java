package dev.parley.crdt.update;

import java.util.Map;

/// Which clocks an update is about.
///
/// @param from of every client the first clock that the update has
/// @param to of every client the first clock behind what the update has
public record UpdateMeta(Map<Long, Long> from, Map<Long, Long> to) {
  public UpdateMeta {
    from = Map.copyOf(from);
    to = Map.copyOf(to);
  }
}
