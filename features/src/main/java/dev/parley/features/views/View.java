package dev.parley.features.views;

import dev.parley.features.boards.BoardId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.Optional;

/// A view as it is kept.
///
/// @param boardId the board that it is of; empty for one of the whole workspace
/// @param version counts its changes from 1; a change names the one that it has read
public record View(
    ViewId id,
    WorkspaceId workspaceId,
    Optional<BoardId> boardId,
    UserId ownerId,
    boolean shared,
    String name,
    ViewLayout layout,
    String query,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  boolean isOf(UserId user) {
    return ownerId.equals(user);
  }

  boolean isSeenBy(UserId user) {
    return shared || isOf(user);
  }
}
