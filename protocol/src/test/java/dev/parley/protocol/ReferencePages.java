package dev.parley.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Writes the pages of `docs/reference` from the catalogue. Run it after a change of the catalogue,
/// from the folder of this module.
final class ReferencePages {
  static final Path FOLDER = Path.of("../docs/reference");

  private static final JsonNode CATALOGUE = Catalogue.frames();

  private ReferencePages() {}

  public static void main(String[] args) throws IOException {
    Files.createDirectories(FOLDER);
    for (var page : all().entrySet())
      Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
  }

  /// The pages by file name.
  static Map<String, String> all() {
    var pages = new TreeMap<String, String>();
    pages.put("frames.md", frames());
    pages.put("problems.md", problems());
    return pages;
  }

  private static String problems() {
    var page = new StringBuilder();
    page.append(
        """
        # Problems

        Every refusal has a stable `code`. REST answers `application/problem+json` with `type`
        (`urn:parley:problem:` and the code), `code`, `title`, `status`, `detail`, `traceId`, and where they help
        `field`, `retryAfterMs`, `currentVersion`, `current` and `differing`. Over the WebSocket the same stands in the payload of an
        `error` frame, with `retry` in the place of `type` and `status`. Absent fields may be left out.

        `retry` says whether trying again can help: `never` as it is, `later` with a pause, `refresh` after a
        refresh of the access token. A request that is tried again takes its `Idempotency-Key` or `clientId`
        along, so that it has effect once.

        | code | status | retry | meaning |
        |---|---|---|---|
        """);
    for (var problem : CATALOGUE.get("problems")) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  text(problem, "code"),
                  statuses(problem),
                  text(problem, "retry"),
                  text(problem, "meaning")));
    }
    return page.toString();
  }

  private static String statuses(JsonNode problem) {
    var statuses = new StringJoiner(", ").add(text(problem, "status"));
    problem.path("otherStatuses").forEach(status -> statuses.add(status.asString()));
    return statuses.toString();
  }

  private static String frames() {
    var page = new StringBuilder();
    page.append(
        """
        # Frames

        What client and server say to each other over the WebSocket `/api/v1/ws`: UTF-8 text frames, one JSON
        object each. The same, with a JSON Schema for every payload, is served as `/api/v1/frames.json`.

        A command has a `type`, a `payload` and an `id` of the client's choice; its reply or error carries that
        `id`. Without an `id` the answer has none either. Events of a topic have `topic`, `payload` and
        `timestamp`; durable ones also `offset`, gap-free in the topic. `userId` beside them says who caused a
        durable event or a `signal`; `typing.user` and the `presence.` events name their people in the payload.
        Below, `?` marks a field that may be absent and `|null` one that may be null. Servers may add fields and
        types; clients ignore those that they do not know.
        """);
    page.append(ConnectingPart.text());
    section(page, "Commands", "command");
    section(page, "Answers", "answer");
    section(page, "Events", "event");
    section(page, "Control", "control");
    shapes(page);
    closeCodes(page);
    limits(page);
    return page.toString();
  }

  private static void section(StringBuilder page, String title, String kind) {
    page.append("\n## ").append(title).append('\n');
    for (var frame : CATALOGUE.get("frames")) {
      if (!text(frame, "kind").equals(kind)) continue;
      page.append("\n### `").append(text(frame, "name")).append("`\n\n");
      page.append(text(frame, "summary")).append("\n\n");
      page.append("- payload: ").append(fields(frame.get("payload"))).append('\n');
      if (frame.has("reply")) {
        page.append("- reply: ").append(fields(frame.get("reply"))).append('\n');
      }
      if (frame.has("topics")) {
        page.append("- topics: ").append(words(frame.get("topics"))).append('\n');
      }
      if (frame.has("durable")) {
        page.append(frame.get("durable").asBoolean() ? "- durable\n" : "- ephemeral\n");
      }
      if (frame.has("problems")) {
        page.append("- problems: ").append(words(frame.get("problems"))).append('\n');
      }
    }
  }

  private static void shapes(StringBuilder page) {
    page.append("\n## Shapes\n\n");
    for (var shape : CATALOGUE.get("$defs").properties()) {
      var schema = shape.getValue();
      page.append("- **").append(shape.getKey()).append("**: ");
      page.append(schema.has("properties") ? fields(schema) : type(schema));
      if (schema.has("description")) page.append("; ").append(text(schema, "description"));
      page.append('\n');
    }
  }

  private static void closeCodes(StringBuilder page) {
    page.append("\n## Close codes\n\n| code | meaning | client |\n|---|---|---|\n");
    for (var code : CATALOGUE.get("closeCodes")) {
      page.append("| ").append(code.get("code").asInt());
      page.append(" | ").append(text(code, "meaning"));
      page.append(" | ").append(text(code, "advice").replace('_', ' ')).append(" |\n");
    }
  }

  private static void limits(StringBuilder page) {
    page.append("\n## Limits\n\n| limit | value |\n|---|---|\n");
    for (var limit : CATALOGUE.get("limits").properties()) {
      var value = String.format(Locale.ROOT, "%,d", limit.getValue().asLong());
      page.append("| `").append(limit.getKey()).append("` | ").append(value).append(" |\n");
    }
  }

  private static String fields(JsonNode schema) {
    var fields = new StringJoiner(", ", "`{", "}`");
    var required = words(schema.path("required"));
    for (var field : schema.path("properties").properties()) {
      var mark = required.contains("`" + field.getKey() + "`") ? "" : "?";
      fields.add(field.getKey() + mark + ": " + type(field.getValue()));
    }
    return fields.toString();
  }

  private static String type(JsonNode schema) {
    if (schema.has("$ref")) return text(schema, "$ref").substring("#/$defs/".length());
    var choices = new StringJoiner("|");
    if (schema.has("anyOf")) {
      schema.get("anyOf").forEach(choice -> choices.add(type(choice)));
    } else if (schema.has("enum")) {
      schema.get("enum").forEach(choice -> choices.add('"' + choice.asString() + '"'));
    } else if (!schema.has("type")) {
      choices.add("any");
    } else if (schema.get("type").isArray()) {
      schema.get("type").forEach(choice -> choices.add(choice.asString()));
    } else if (schema.has("items")) {
      choices.add("[" + type(schema.get("items")) + "]");
    } else if (schema.has("properties")) {
      choices.add(fields(schema).replace("`", ""));
    } else {
      choices.add(text(schema, "type"));
    }
    return choices.toString();
  }

  private static String words(JsonNode list) {
    var words = new StringJoiner(", ");
    list.forEach(word -> words.add('`' + word.asString() + '`'));
    return words.toString();
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).asString();
  }
}
