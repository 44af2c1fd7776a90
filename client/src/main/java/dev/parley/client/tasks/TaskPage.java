package dev.parley.client.tasks;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A page of the tasks of a workspace, as they were at one position of its topic. Who follows the
/// topic from the position of the first page knows all tasks once all pages are read.
///
/// @param nextAfter where the next page starts, if there is one
public record TaskPage(
    List<Task> tasks, boolean hasMore, Optional<UUID> nextAfter, String epoch, long offset) {}
