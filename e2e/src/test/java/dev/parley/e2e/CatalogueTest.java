package dev.parley.e2e;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The check that every other test here relies on does check.
class CatalogueTest {
  private static final Path GOLDEN = Path.of("../protocol/src/test/resources/frames/server");

  private final Frames frames = new Frames();

  private static Map<String, JsonNode> golden() throws IOException {
    try (var files = Files.list(GOLDEN)) {
      return files.collect(
          toMap(file -> file.getFileName().toString().replace(".json", ""), CatalogueTest::read));
    }
  }

  private static JsonNode read(Path file) {
    try {
      return Json.tree(Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void goldenFramesHaveNoFaults() throws IOException {
    golden()
        .forEach((name, frame) -> {
          var faults =
              name.startsWith("reply.")
                  ? frames.faults(command(name), frame)
                  : frames.faults(frame);
          assertThat(faults).as(name).isEmpty();
        });
  }

  /// `reply.message.send` answers `message.send`; a further word names a variant.
  private String command(String name) {
    var words = name.substring("reply.".length());
    return frames.names("command").contains(words) ? words : words.replaceAll("\\.[a-z]+$", "");
  }

  @Test
  void aGoldenFrameWithoutItsPayloadHasFaults() throws IOException {
    golden()
        .forEach((name, frame) -> {
          if (name.startsWith("reply.")) return;
          ((ObjectNode) frame).remove("payload");
          assertThat(frames.faults(frame)).as(name).isNotEmpty();
        });
  }

  @Test
  void anUnknownFrameAndAWrongPayloadHaveFaults() throws IOException {
    assertThat(frames.faults(Json.tree("{\"type\":\"message.sung\",\"payload\":{}}"))).isNotEmpty();
    var event = (ObjectNode) read(GOLDEN.resolve("message.new.json"));
    ((ObjectNode) event.path("payload").path("message")).put("seq", "seventeen");
    assertThat(frames.faults(event)).isNotEmpty();
  }

  @Test
  void everyDocumentedAnswerHasASchemaThatAnEmptyOneBreaks() {
    var openapi = new Schemas("openapi.json", Schemas.text("openapi.json"));
    for (var operation : Catalogue.get().operations()) {
      var pointer = Catalogue.get().schema(operation, 200);
      if (pointer.isEmpty()) continue;
      assertThat(openapi.faults(pointer.get(), Json.tree("{}"))).as(operation.id()).isNotEmpty();
    }
    var me = Catalogue.get().schema(Catalogue.get().operation("getPresence"), 200).orElseThrow();
    assertThat(openapi.faults(me, Json.tree("{\"presence\":[]}"))).isEmpty();
  }
}
