package dev.parley.protocol;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The documents of the wire, as the tests read them.
final class Catalogue {
  static final JsonMapper JSON = new JsonMapper();
  static final Path GOLDEN = Path.of("src/test/resources/frames");

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Catalogue() {}

  static JsonNode frames() {
    return resource("frames.json");
  }

  static JsonNode openapi() {
    return resource("openapi.json");
  }

  private static JsonNode resource(String name) {
    try (var in = Objects.requireNonNull(Catalogue.class.getResourceAsStream(name))) {
      return JSON.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What of a value contradicts a schema of this document.
  static List<Error> mistakes(JsonNode document, JsonNode schema, JsonNode value) {
    var whole = (ObjectNode) schema.deepCopy();
    if (document.has("$defs")) whole.set("$defs", document.get("$defs"));
    if (document.has("components")) whole.set("components", document.get("components"));
    return SCHEMAS.getSchema(whole).validate(value);
  }

  /// The entry of a type of frame; some types are both a client's command and a server's event.
  static JsonNode frame(String direction, String name) {
    return frames()
        .get("frames")
        .valueStream()
        .filter(frame -> frame.get("direction").asString().equals(direction))
        .filter(frame -> frame.get("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("The catalogue has no " + direction + "/" + name));
  }

  /// The golden frames, as `client/ping` and the like.
  static List<String> goldenNames() {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return files
          .map(file -> GOLDEN.relativize(file).toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The text of a golden frame.
  static String golden(String name) {
    try {
      return Files.readString(GOLDEN.resolve(name + ".json")).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
