package dev.parley.features.boards;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.UserId;

/// The events of boards, on the topic of their workspace. A board is small, so an event carries it
/// whole, as it stands after it.
final class BoardEvents {
  private BoardEvents() {}

  private record Whole(Board board) {}

  private record Deleted(BoardId boardId, WorkspaceId workspaceId, int version) {}

  static EventDraft created(Board board, UserId by) {
    return draft(board.workspaceId(), "board.created", new Whole(board), by);
  }

  static EventDraft updated(Board board, UserId by) {
    return draft(board.workspaceId(), "board.updated", new Whole(board), by);
  }

  static EventDraft deleted(Board board, UserId by) {
    var gone = new Deleted(board.id(), board.workspaceId(), board.version() + 1);
    return draft(board.workspaceId(), "board.deleted", gone, by);
  }

  private static EventDraft draft(WorkspaceId workspace, String type, Object payload, UserId by) {
    return EventDraft.of(workspace.topic(), type, Json.write(payload), by);
  }
}
