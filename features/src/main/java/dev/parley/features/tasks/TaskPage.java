package dev.parley.features.tasks;

import dev.parley.platform.events.Position;
import java.util.List;
import java.util.Optional;

/// One page of a workspace's tasks, in the order in which they were made, as they are at a position
/// of the workspace's topic. Who reads several pages follows from the position of the first: an
/// event of a version that is known changes nothing.
///
/// @param nextAfter where the next page starts, if there is one
public record TaskPage(
    List<Task> tasks, boolean hasMore, Optional<TaskId> nextAfter, String epoch, long offset) {

  static TaskPage of(List<Task> tasks, boolean hasMore, Position at) {
    var next = hasMore ? Optional.of(tasks.getLast().id()) : Optional.<TaskId>empty();
    return new TaskPage(tasks, hasMore, next, at.epoch(), at.offset());
  }
}
