package dev.parley.features.tasks;

import static java.util.stream.Collectors.toMap;

import dev.parley.features.boards.TaskStatus;
import dev.parley.platform.kernel.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A part of a task that is changed by itself, under its name on the wire. Each reads what clients
/// write into its one written form, or refuses it.
// Nobody changes the trees that fields begin with, and the forms have no state.
@SuppressWarnings("ImmutableEnumChecker")
public enum TaskField {
  TITLE("title", text(""), FieldForms::title),
  /// Markdown.
  DESCRIPTION("description", text(""), FieldForms::description),
  STATUS("status", text(TaskStatus.TO_DO.label()), FieldForms::status),
  ASSIGNEES("assigneeIds", none(), FieldForms::assignees),
  LABELS("labels", none(), FieldForms::labels),
  DUE("dueAt", nothing(), FieldForms::due),
  CHECKLIST("checklist", none(), FieldForms::checklist),
  BOARD("boardId", nothing(), FieldForms::id),
  COLUMN("columnId", nothing(), FieldForms::id),
  /// Where it stands in its column, see [FractionalIndex].
  POSITION("position", text(FractionalIndex.FIRST), FieldForms::position),
  PARENT("parentId", nothing(), FieldForms::id),
  RELATIONS("relations", none(), FieldForms::relations);

  private static final Map<String, TaskField> BY_LABEL =
      Stream.of(values()).collect(toMap(TaskField::label, Function.identity()));

  private final String label;
  private final JsonNode initial;
  private final FieldForms.Form form;

  TaskField(String label, JsonNode initial, FieldForms.Form form) {
    this.label = label;
    this.initial = initial;
    this.form = form;
  }

  public static Optional<TaskField> find(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }

  /// The name on the wire and in the database.
  public String label() {
    return label;
  }

  /// What it is unless somebody says otherwise.
  JsonNode initial() {
    return initial;
  }

  /// The one written form of what a client wrote. Refuses what is none, naming the field.
  JsonNode read(JsonNode given) {
    return form.read(label, given);
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }

  private static JsonNode none() {
    return Json.tree("[]");
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.nullNode();
  }
}
