package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
  private static final Set<String> MUTATING = Set.of("post", "put", "patch", "delete");
  private static final Set<String> PUBLIC =
      Set.of("login", "refreshToken", "acceptInvitation", "getBootstrap");

  private final JsonNode document = Catalogue.openapi();
  private final List<JsonNode> operations = new ArrayList<>();
  private final Set<JsonNode> mutating = new HashSet<>();

  OpenApiTest() {
    for (var path : document.get("paths").values()) {
      for (var verb : path.properties()) {
        operations.add(verb.getValue());
        if (MUTATING.contains(verb.getKey())) mutating.add(verb.getValue());
      }
    }
  }

  @Test
  void everyOperationHasANameOfItsOwnAndSaysHowItIsRefused() {
    assertThat(operations.stream().map(o -> o.get("operationId").asString()))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+([A-Z][a-z]+)*"));
    assertThat(operations).allMatch(o -> o.get("responses").has("default"));
  }

  @Test
  void everyOperationNeedsATokenButTheFewOfSigningIn() {
    assertThat(document.get("security")).hasSize(1);
    var open =
        operations.stream()
            .filter(operation -> operation.has("security"))
            .map(operation -> operation.get("operationId").asString());
    assertThat(open).containsExactlyInAnyOrderElementsOf(PUBLIC);
  }

  @Test
  void everyMutationTakesAnIdempotencyKey() {
    for (var operation : mutating) {
      assertThat(operation.path("parameters").valueStream().map(p -> p.path("$ref").asString("")))
          .as(operation.get("operationId").asString())
          .contains("#/components/parameters/IdempotencyKey");
    }
  }

  @Test
  void requestsTakeNoUnknownFields() {
    for (var schema : document.get("components").get("schemas").properties()) {
      if (!schema.getKey().endsWith("Request")) continue;
      assertThat(schema.getValue().get("additionalProperties").asBoolean(true))
          .as(schema.getKey())
          .isFalse();
    }
  }

  @Test
  void everyExampleFitsItsSchema() {
    var contents = document.findParents("example");
    assertThat(contents).hasSizeGreaterThan(operations.size());
    for (var content : contents) {
      var mistakes = Catalogue.mistakes(document, content.get("schema"), content.get("example"));
      assertThat(mistakes).as(content.get("schema").toString()).isEmpty();
    }
  }

  @Test
  void theDocumentsHaveTheVersionOfTheBuild() throws IOException {
    var pom = Files.readString(Path.of("pom.xml"));
    var version = pom.replaceAll("(?s).*?<version>([0-9.]+)(-SNAPSHOT)?</version>.*", "$1");
    assertThat(document.get("info").get("version").asString()).isEqualTo(version);
    assertThat(Catalogue.frames().get("version").asString()).isEqualTo(version);
  }

  @Test
  void theMessageIsTheSameOnRestAsInFrames() {
    for (var name : List.of("Message", "Participant")) {
      var rest = document.get("components").get("schemas").get(name);
      var frame = Catalogue.frames().get("$defs").get(name);
      assertThat(names(rest)).isEqualTo(names(frame));
    }
  }

  private static List<String> names(JsonNode schema) {
    return List.copyOf(schema.get("properties").propertyNames());
  }
}
