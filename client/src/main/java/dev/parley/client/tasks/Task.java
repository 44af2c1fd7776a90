package dev.parley.client.tasks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A task of a workspace, as it was at one version.
///
/// @param description Markdown
/// @param status `todo`, `doing`, `done` or `cancelled`
/// @param position where it stands in its column: places compare as texts
/// @param version counts its changes from 1; a change names the one that was read
public record Task(
    UUID id,
    UUID workspaceId,
    String title,
    String description,
    String status,
    List<UUID> assigneeIds,
    List<String> labels,
    Optional<Instant> dueAt,
    List<ChecklistItem> checklist,
    Optional<UUID> boardId,
    Optional<UUID> columnId,
    String position,
    Optional<UUID> parentId,
    List<Relation> relations,
    int version,
    Optional<Source> source,
    UUID createdBy,
    UUID updatedBy,
    Instant createdAt,
    Instant updatedAt) {

  public record ChecklistItem(UUID id, String text, boolean done) {}

  /// How it stands to another task.
  ///
  /// @param type `blocks`, `relates` or `duplicates`
  public record Relation(String type, UUID taskId) {}

  /// The message that it was made from.
  public record Source(UUID conversationId, UUID messageId) {}
}
