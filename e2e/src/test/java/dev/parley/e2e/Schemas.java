package dev.parley.e2e;

import dev.parley.platform.kernel.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The schemas inside one published document, each named by its JSON pointer.
public final class Schemas {
  private static final String BASE = "https://parley.invalid/";

  private final String name;
  private final JsonNode document;
  private final SchemaRepository repository;
  private final Map<String, Validator> validators = new ConcurrentHashMap<>();

  Schemas(String name, String text) {
    this.name = name;
    this.document = Json.tree(text);
    var options =
        new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri(BASE)
            .setOutputFormat(OutputFormat.Basic);
    this.repository = SchemaRepository.create(options);
    repository.dereference(BASE + name, JsonSchema.of(new JsonObject(text)));
  }

  /// The text of a document that the protocol module carries, such as `openapi.json`.
  public static String text(String name) {
    var path = "/dev/parley/protocol/" + name;
    try (var in = Schemas.class.getResourceAsStream(path)) {
      var bytes = Objects.requireNonNull(in, path).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode document() {
    return document;
  }

  /// What is wrong with this value; nothing when it keeps the schema at `pointer`.
  List<String> faults(String pointer, JsonNode value) {
    if (value.isMissingNode()) return List.of(pointer + " is missing");
    var validator = validators.computeIfAbsent(pointer, this::validator);
    var result = validator.validate(plain(value));
    if (result.getValid()) return List.of();
    return result.getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .collect(Collectors.toList());
  }

  private Validator validator(String pointer) {
    return repository.validator(BASE + name + "#" + pointer);
  }

  private static Object plain(JsonNode value) {
    var text = Json.write(value);
    if (value.isObject()) return new JsonObject(text);
    if (value.isArray()) return new JsonArray(text);
    return Objects.requireNonNull(new JsonArray("[" + text + "]").getValue(0));
  }
}
