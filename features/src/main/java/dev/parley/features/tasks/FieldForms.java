package dev.parley.features.tasks;

import dev.parley.features.boards.TaskStatus;
import dev.parley.platform.kernel.Checks;
import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The written forms of the fields of a task. What a client writes in another order, twice or with
/// finer times than are kept is the same value, and so has the same form.
final class FieldForms {
  static final int TITLE_LENGTH_MAX = 500;
  static final int DESCRIPTION_LENGTH_MAX = 20_000;
  static final int ASSIGNEES_MAX = 50;
  static final int LABELS_MAX = 20;
  static final int LABEL_LENGTH_MAX = 50;
  static final int CHECKLIST_MAX = 100;
  static final int CHECKLIST_TEXT_LENGTH_MAX = 500;
  static final int RELATIONS_MAX = 50;

  /// Times whose written forms compare as they do.
  private static final Instant DUE_MIN = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant DUE_END = Instant.parse("+10000-01-01T00:00:00Z");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> RELATIONS = Set.of("blocks", "relates", "duplicates");

  private FieldForms() {}

  /// Reads what a client wrote for a field.
  @FunctionalInterface
  interface Form {
    JsonNode read(String field, JsonNode given);
  }

  static JsonNode title(String field, JsonNode given) {
    var title = string(field, given);
    Checks.text(field, title, TITLE_LENGTH_MAX);
    return NODES.stringNode(title);
  }

  static JsonNode description(String field, JsonNode given) {
    var text = string(field, given);
    if (!text.isBlank()) Checks.text(field, text, DESCRIPTION_LENGTH_MAX);
    return NODES.stringNode(text.isBlank() ? "" : text);
  }

  static JsonNode status(String field, JsonNode given) {
    var status = TaskStatus.find(string(field, given));
    return NODES.stringNode(status.orElseThrow(() -> invalid(field)).label());
  }

  static JsonNode assignees(String field, JsonNode given) {
    var people = new LinkedHashSet<String>();
    for (var each : list(field, given, ASSIGNEES_MAX)) people.add(uuid(field, each));
    return texts(people);
  }

  static JsonNode labels(String field, JsonNode given) {
    var labels = new LinkedHashSet<String>();
    for (var each : list(field, given, LABELS_MAX)) {
      var label = string(field, each).strip();
      Checks.text(field, label, LABEL_LENGTH_MAX);
      labels.add(label);
    }
    return texts(labels);
  }

  static JsonNode due(String field, JsonNode given) {
    if (given.isNull()) return given;
    try {
      var due = Instant.parse(string(field, given));
      if (due.isBefore(DUE_MIN) || !due.isBefore(DUE_END)) throw invalid(field);
      return NODES.stringNode(Json.time(due));
    } catch (DateTimeParseException _) {
      throw invalid(field);
    }
  }

  static JsonNode id(String field, JsonNode given) {
    return given.isNull() ? given : NODES.stringNode(uuid(field, given));
  }

  static JsonNode position(String field, JsonNode given) {
    var place = string(field, given);
    if (!FractionalIndex.isValid(place)) throw invalid(field);
    return NODES.stringNode(place);
  }

  static JsonNode checklist(String field, JsonNode given) {
    var items = NODES.arrayNode();
    var seen = new LinkedHashSet<String>();
    for (var each : list(field, given, CHECKLIST_MAX)) {
      only(field, each, Set.of("id", "text", "done"));
      var text = string(field, each.path("text"));
      Checks.text(field, text, CHECKLIST_TEXT_LENGTH_MAX);
      var id = each.path("id").isString() ? uuid(field, each.path("id")) : "" + Ids.next();
      if (!seen.add(id)) throw new Problem.Unprocessable(field, "Two have this id").refused();
      items.add(object("id", id).put("text", text).put("done", bool(field, each.path("done"))));
    }
    return items;
  }

  static JsonNode relations(String field, JsonNode given) {
    var relations = new LinkedHashSet<ObjectNode>();
    for (var each : list(field, given, RELATIONS_MAX)) {
      only(field, each, Set.of("type", "taskId"));
      var type = string(field, each.path("type"));
      if (!RELATIONS.contains(type)) throw invalid(field);
      relations.add(object("type", type).put("taskId", uuid(field, each.path("taskId"))));
    }
    var forms = NODES.arrayNode();
    relations.forEach(forms::add);
    return forms;
  }

  private static ObjectNode object(String name, String value) {
    return NODES.objectNode().put(name, value);
  }

  private static ArrayNode texts(Set<String> values) {
    var list = NODES.arrayNode();
    values.forEach(list::add);
    return list;
  }

  private static void only(String field, JsonNode given, Set<String> names) {
    if (!given.isObject() || !names.containsAll(given.propertyNames())) throw invalid(field);
  }

  private static JsonNode list(String field, JsonNode given, int countMax) {
    if (!given.isArray()) throw invalid(field);
    if (given.size() > countMax) throw new Problem.TooLarge(field, countMax).refused();
    return given;
  }

  private static String string(String field, JsonNode given) {
    if (!given.isString()) throw invalid(field);
    return given.stringValue();
  }

  private static boolean bool(String field, JsonNode given) {
    if (given.isMissingNode()) return false;
    if (!given.isBoolean()) throw invalid(field);
    return given.booleanValue();
  }

  private static String uuid(String field, JsonNode given) {
    try {
      return UUID.fromString(string(field, given)).toString();
    } catch (IllegalArgumentException _) {
      throw invalid(field);
    }
  }

  private static Refused invalid(String field) {
    return new Problem.Invalid(field, "Not a valid value").refused();
  }
}
