package dev.parley.client.tasks;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Some fields of a task as they shall be: of a new one, or in a change, which leaves the others as
/// they are. Never changes; each method gives another one.
public final class TaskDraft {
  private final Map<String, @Nullable Object> fields;

  private TaskDraft(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /// Nothing yet.
  public static TaskDraft empty() {
    return new TaskDraft(Map.of());
  }

  public static TaskDraft titled(String title) {
    return empty().title(title);
  }

  public TaskDraft title(String title) {
    return with("title", title);
  }

  /// @param markdown what is to be done
  public TaskDraft description(String markdown) {
    return with("description", markdown);
  }

  /// @param status `todo`, `doing`, `done` or `cancelled`; on a board, the first column of that
  ///   status
  public TaskDraft status(String status) {
    return with("status", status);
  }

  /// Who does it, all of them in the workspace.
  public TaskDraft assignees(Collection<UUID> people) {
    return with("assigneeIds", List.copyOf(people));
  }

  public TaskDraft labels(Collection<String> labels) {
    return with("labels", List.copyOf(labels));
  }

  public TaskDraft due(Instant at) {
    return with("dueAt", at.toString());
  }

  public TaskDraft withoutDue() {
    return with("dueAt", null);
  }

  /// All items, in their order; the ids of new ones are the client's choice.
  public TaskDraft checklist(List<Task.ChecklistItem> items) {
    return with("checklist", List.copyOf(items));
  }

  /// On a board, in its first column.
  public TaskDraft on(UUID board) {
    return with("boardId", board);
  }

  /// In a column of a board, at its end.
  public TaskDraft in(UUID board, UUID column) {
    return on(board).with("columnId", column);
  }

  /// Where in its column: between places that were read, as texts.
  public TaskDraft position(String position) {
    return with("position", position);
  }

  /// On no board any more.
  public TaskDraft withoutBoard() {
    return with("boardId", null);
  }

  /// Part of another task, or of none.
  public TaskDraft partOf(Optional<UUID> parent) {
    return with("parentId", parent.orElse(null));
  }

  public TaskDraft relations(List<Task.Relation> relations) {
    return with("relations", List.copyOf(relations));
  }

  /// Made from a message, from which it has its title where none is given. For new tasks.
  public TaskDraft from(UUID conversation, UUID message) {
    return with("source", Map.of("conversationId", conversation, "messageId", message));
  }

  private TaskDraft with(String field, @Nullable Object value) {
    var all = new HashMap<>(fields);
    all.put(field, value);
    return new TaskDraft(all);
  }

  /// What is sent, with some more.
  Map<String, @Nullable Object> with(Map<String, ?> more) {
    var all = new HashMap<String, @Nullable Object>(fields);
    all.putAll(more);
    return all;
  }
}
