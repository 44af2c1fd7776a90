package dev.parley.features.tasks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A task as it stands.
///
/// @param fields all that people change
/// @param touched the version that changed a field last, for each that was changed since the first
/// @param version counts its changes from 1; a change names the one that it has read
/// @param source the message that it was made from
public record Task(
    TaskId id,
    WorkspaceId workspaceId,
    TaskFields fields,
    Map<TaskField, Integer> touched,
    int version,
    Optional<TaskSource> source,
    Authors authors) {

  /// Who made it and who changed it last, and when.
  public record Authors(UserId createdBy, Instant createdAt, UserId updatedBy, Instant updatedAt) {}

  /// The version that changed a field last.
  int touchedIn(TaskField field) {
    return touched.getOrDefault(field, 1);
  }

  /// The next version, with some fields changed.
  Task changed(TaskFields changes, UserId by, Instant at) {
    var now = new EnumMap<TaskField, Integer>(TaskField.class);
    now.putAll(touched);
    changes.names().forEach(field -> now.put(field, version + 1));
    var next = new Authors(authors.createdBy, authors.createdAt, by, at);
    return new Task(id, workspaceId, fields.with(changes), now, version + 1, source, next);
  }

  /// Its form on the wire: `{id, workspaceId, …fields, version, source, createdBy, …}`.
  @JsonValue
  public ObjectNode json() {
    var object = JsonNodeFactory.instance.objectNode();
    object.put("id", id.toString()).put("workspaceId", workspaceId.toString());
    fields.addTo(object);
    object.put("version", version);
    source.ifPresentOrElse(
        from -> object.set("source", Json.mapper().valueToTree(from)),
        () -> object.putNull("source"));
    return object
        .put("createdBy", authors.createdBy.toString())
        .put("updatedBy", authors.updatedBy.toString())
        .put("createdAt", Json.time(authors.createdAt))
        .put("updatedAt", Json.time(authors.updatedAt));
  }
}
