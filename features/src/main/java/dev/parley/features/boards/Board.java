package dev.parley.features.boards;

import dev.parley.features.workspaces.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A board, with its columns in their order.
///
/// @param version counts its changes from 1; a change names the one that it has read
public record Board(
    BoardId id,
    WorkspaceId workspaceId,
    String name,
    List<Column> columns,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  public Optional<Column> column(ColumnId column) {
    return columns.stream().filter(each -> each.id().equals(column)).findFirst();
  }

  /// The first column for tasks of a status.
  public Optional<Column> columnFor(TaskStatus status) {
    return columns.stream().filter(each -> each.status() == status).findFirst();
  }
}
