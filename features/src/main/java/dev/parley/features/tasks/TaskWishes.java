package dev.parley.features.tasks;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.tasks.TaskOrder.Make;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.protocol.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Reads what clients want of tasks, the same from frames and over HTTP.
final class TaskWishes {
  private static final String ID = "id";
  private static final String TASK = "taskId";
  private static final String WORKSPACE = "workspaceId";
  private static final String VERSION = "version";
  private static final String MERGE = "merge";
  private static final String SOURCE = "source";
  private static final String CONVERSATION = "conversationId";
  private static final String MESSAGE = "messageId";
  private static final Set<String> SOURCE_NAMES = Set.of(CONVERSATION, MESSAGE);

  private TaskWishes() {}

  /// A new task: `{id?, source?, …fields}`.
  ///
  /// @param otherwise its id, if the client gives none
  static Make make(JsonNode given, WorkspaceId workspace, TaskId otherwise) {
    var fields = TaskFields.read(given, Set.of(ID, WORKSPACE, SOURCE));
    var id = given.has(ID) ? new TaskId(id(given, ID)) : otherwise;
    return new Make(id, workspace, fields, source(given.path(SOURCE)));
  }

  private static Optional<TaskSource> source(JsonNode given) {
    if (given.isMissingNode() || given.isNull()) return Optional.empty();
    if (!given.isObject() || !SOURCE_NAMES.equals(Set.copyOf(given.propertyNames()))) {
      throw new Problem.Invalid(SOURCE, "Names a conversationId and a messageId").refused();
    }
    var conversation = new ConversationId(id(given, CONVERSATION));
    return Optional.of(new TaskSource(conversation, id(given, MESSAGE)));
  }

  /// A new task of a frame: `{workspaceId, id?, source?, …fields}`.
  static Make make(JsonNode given) {
    return make(given, new WorkspaceId(id(given, WORKSPACE)), TaskId.next());
  }

  /// A change of a task: `{version, merge?, …fields}`.
  static Tasks.Wish change(JsonNode given, TaskId task) {
    var fields = TaskFields.read(given, Set.of(TASK, VERSION, MERGE));
    return new Tasks.Wish(task, version(given), merge(given), fields);
  }

  /// A change of a task: `{taskId, version, merge?, …fields}`.
  static Tasks.Wish change(JsonNode given) {
    return change(given, task(given));
  }

  static TaskId task(JsonNode given) {
    return new TaskId(id(given, TASK));
  }

  static int version(JsonNode given) {
    var version = given.path(VERSION);
    if (version.isMissingNode()) throw new Problem.Invalid(VERSION, "Is missing").refused();
    if (!version.isInt() || version.intValue() < 1) {
      throw new Problem.Invalid(VERSION, "Not a valid value").refused();
    }
    return version.intValue();
  }

  private static boolean merge(JsonNode given) {
    var merge = given.path(MERGE);
    if (merge.isMissingNode()) return false;
    if (!merge.isBoolean()) throw new Problem.Invalid(MERGE, "Not a valid value").refused();
    return merge.booleanValue();
  }

  private static UUID id(JsonNode given, String field) {
    var id = given.path(field);
    if (id.isMissingNode()) throw new Problem.Invalid(field, "Is missing").refused();
    try {
      return UUID.fromString(id.isString() ? id.stringValue() : "");
    } catch (IllegalArgumentException _) {
      throw new Problem.Invalid(field, "Not a valid value").refused();
    }
  }
}
