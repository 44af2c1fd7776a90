package dev.parley.features.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.world.World;
import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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

  @Test
  void howLargeAndHowDeepMetadataMayBe() {
    var limits =
        "%d KiB as JSON, and %d deep"
            .formatted(MessageDraft.METADATA_BYTES_MAX >> 10, MessageDraft.METADATA_DEPTH_MAX);
    var request = openapi.at("/components/schemas/SendMessageRequest/properties/metadata");
    assertThat(request.path("description").asString()).contains(limits);
    var command =
        document("frames.json")
            .path("frames")
            .valueStream()
            .filter(frame -> frame.path("name").asString().equals("message.send"))
            .findFirst()
            .orElseThrow();
    var metadata = command.at("/payload/properties/metadata");
    assertThat(metadata.path("description").asString()).contains(limits);
  }

  @Test
  void metadataIsAsDeepAsTheDocumentsSay() {
    var deepest = nested(MessageDraft.METADATA_DEPTH_MAX);
    assertThat(World.refusal(() -> accept(deepest))).isEmpty();
    var deeper = nested(MessageDraft.METADATA_DEPTH_MAX + 1);
    assertThat(World.refusal(() -> accept(deeper))).isEqualTo("invalid");
  }

  private static JsonNode nested(int depth) {
    return Json.tree("{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1));
  }

  private static void accept(JsonNode metadata) {
    var draft = new MessageDraft(Optional.empty(), "Text", Optional.empty(), Optional.of(metadata));
    assertThat(draft.metadata()).contains(metadata);
  }
}
