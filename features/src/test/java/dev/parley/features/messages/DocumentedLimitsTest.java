package dev.parley.features.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a client can run into stands in the documents that it reads.
class DocumentedLimitsTest {
  private final JsonNode openapi = document("openapi.json");

  private static JsonNode document(String name) {
    try (var in = DocumentedLimitsTest.class.getResourceAsStream("/dev/parley/protocol/" + name)) {
      if (in == null) throw new IllegalStateException("Missing from the build: " + name);
      return Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whereAPageOfHistoryEnds() {
    var operation = openapi.at("/paths/~1conversations~1{conversationId}~1messages/get");
    assertThat(operation.path("description").asString())
        .contains((Messages.PAGE_BYTES_MAX >> 20) + " MiB");
    var limit =
        operation
            .path("parameters")
            .valueStream()
            .filter(parameter -> parameter.path("name").asString().equals("limit"))
            .findFirst()
            .orElseThrow();
    assertThat(limit.path("schema").path("maximum").asInt()).isEqualTo(Messages.PAGE_MAX);
  }
}
