package dev.parley.features.tasks;

import dev.parley.protocol.Problem;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values of some fields, or of all: what a task holds, or what a change wants. Never changes.
public final class TaskFields {
  private final EnumMap<TaskField, JsonNode> values;

  private TaskFields(EnumMap<TaskField, JsonNode> values) {
    this.values = values;
  }

  /// Reads the fields that a client wrote, besides others that the caller reads. Refuses unknown
  /// ones.
  static TaskFields read(JsonNode object, Set<String> besides) {
    if (!object.isObject()) throw new Problem.Invalid("", "Not the expected object").refused();
    var values = new EnumMap<TaskField, JsonNode>(TaskField.class);
    for (var entry : object.properties()) {
      if (besides.contains(entry.getKey())) continue;
      var field =
          TaskField.find(entry.getKey())
              .orElseThrow(() -> new Problem.Invalid(entry.getKey(), "Unknown field").refused());
      values.put(field, field.read(entry.getValue()));
    }
    return new TaskFields(values);
  }

  /// Reads all fields as they were stored; one that was not known then is as it is initially.
  static TaskFields stored(JsonNode object) {
    var values = new EnumMap<TaskField, JsonNode>(TaskField.class);
    for (var field : TaskField.values()) {
      var value = object.path(field.label());
      values.put(field, value.isMissingNode() ? field.initial() : value);
    }
    return new TaskFields(values);
  }

  static TaskFields none() {
    return new TaskFields(new EnumMap<>(TaskField.class));
  }

  Set<TaskField> names() {
    return values.keySet();
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  Optional<JsonNode> find(TaskField field) {
    return Optional.ofNullable(values.get(field));
  }

  JsonNode get(TaskField field) {
    return find(field).orElseThrow(() -> new IllegalStateException("No " + field));
  }

  /// What a field of text says.
  public String text(TaskField field) {
    return get(field).asString();
  }

  /// The id that a field holds, if it is here and holds one.
  Optional<UUID> id(TaskField field) {
    return find(field).filter(JsonNode::isString).map(value -> UUID.fromString(value.asString()));
  }

  /// The ids in a field that is a list of them, or of things with a `taskId`.
  Set<UUID> ids(TaskField field) {
    var ids = new LinkedHashSet<UUID>();
    for (var each : find(field).orElse(field.initial())) {
      ids.add(UUID.fromString(each.isString() ? each.asString() : each.path("taskId").asString()));
    }
    return ids;
  }

  /// The same, with others over them.
  TaskFields with(TaskFields others) {
    var all = new EnumMap<>(values);
    all.putAll(others.values);
    return new TaskFields(all);
  }

  TaskFields with(TaskField field, JsonNode value) {
    var all = new EnumMap<>(values);
    all.put(field, value);
    return new TaskFields(all);
  }

  TaskFields with(TaskField field, String value) {
    return with(field, JsonNodeFactory.instance.stringNode(value));
  }

  TaskFields withNothing(TaskField field) {
    return with(field, JsonNodeFactory.instance.nullNode());
  }

  /// Those whose value another task does not have.
  TaskFields differingFrom(TaskFields others) {
    var differing = new EnumMap<TaskField, JsonNode>(TaskField.class);
    values.forEach((field, value) -> {
      if (!value.equals(others.values.get(field))) differing.put(field, value);
    });
    return new TaskFields(differing);
  }

  /// Adds them to an object under their names.
  ObjectNode addTo(ObjectNode object) {
    values.forEach((field, value) -> object.set(field.label(), value));
    return object;
  }

  ObjectNode json() {
    return addTo(JsonNodeFactory.instance.objectNode());
  }

  /// About how many bytes they are.
  long weight() {
    long sum = 0;
    for (Map.Entry<TaskField, JsonNode> entry : values.entrySet()) {
      sum += 32 + entry.getValue().toString().length();
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TaskFields fields && values.equals(fields.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
