package dev.parley.features.tasks;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The events of tasks, each on the topic of the workspace and on that of the task; those that
/// concern the message that it was made from also on that of the conversation.
final class TaskEvents {
  private TaskEvents() {}

  private record Created(Task task) {}

  private record Updated(
      TaskId taskId,
      WorkspaceId workspaceId,
      int version,
      ObjectNode changes,
      UserId updatedBy,
      Instant updatedAt) {}

  private record Deleted(TaskId taskId, WorkspaceId workspaceId, int version) {}

  private record Linked(ConversationId conversationId, UUID messageId, TaskId taskId) {}

  /// Those who read the message that it was made from learn that there is a task, and no more.
  static List<EventDraft> created(Task task) {
    return withSource(task, "task.linked", both(task, "task.created", new Created(task)));
  }

  /// @param changes the changed fields alone, as they are now
  static List<EventDraft> updated(Task task, TaskFields changes) {
    var by = task.authors();
    var updated =
        new Updated(
            task.id(),
            task.workspaceId(),
            task.version(),
            changes.json(),
            by.updatedBy(),
            by.updatedAt());
    return both(task, "task.updated", updated);
  }

  static List<EventDraft> deleted(Task task) {
    var gone = new Deleted(task.id(), task.workspaceId(), task.version());
    var events = both(task, "task.deleted", gone);
    return withSource(
        task, "task.unlinked", List.of(events.getFirst(), events.getLast().endingAll()));
  }

  private static List<EventDraft> withSource(Task task, String type, List<EventDraft> events) {
    if (task.source().isEmpty()) return events;
    var source = task.source().get();
    var linked = new Linked(source.conversationId(), source.messageId(), task.id());
    var all = new ArrayList<>(events);
    all.add(draft(source.conversationId().topic(), type, Json.write(linked), task));
    return all;
  }

  private static List<EventDraft> both(Task task, String type, Object payload) {
    var text = Json.write(payload);
    return List.of(
        draft(task.workspaceId().topic(), type, text, task),
        draft(task.id().topic(), type, text, task));
  }

  private static EventDraft draft(Topic topic, String type, String payload, Task task) {
    return EventDraft.of(topic, type, payload, task.authors().updatedBy());
  }
}
