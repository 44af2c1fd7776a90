package dev.parley.client.tasks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What the tasks of a workspace are arranged on, with its columns in their order.
///
/// @param version counts its changes from 1; a change names the one that was read
public record Board(
    UUID id,
    UUID workspaceId,
    String name,
    List<Column> columns,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  /// A column of a board.
  ///
  /// @param status what a task is that is put here
  public record Column(UUID id, String name, String status) {}
}
