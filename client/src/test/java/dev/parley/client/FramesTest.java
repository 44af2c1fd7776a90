package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final Path GOLDEN = Path.of("../protocol/src/test/resources/frames");

  @ParameterizedTest
  @MethodSource("serverFrames")
  void everyGoldenFrameOfTheServerIsUnderstood(String name) {
    var frame = Frames.read(ScriptedServer.golden(name));
    assertThat(frame).isNotInstanceOf(Frames.Other.class);
    if (frame instanceof Frames.Happened(var event)) {
      assertThat(event).isNotInstanceOf(Event.Unknown.class);
    }
  }

  @Test
  void aMessageIsReadWhole() {
    var frame = (Frames.Happened) Frames.read(ScriptedServer.golden("message.new"));
    var event = (Event.MessageNew) frame.event();
    assertThat(event.origin().offset()).contains(44L);
    assertThat(event.origin().by()).contains(ScriptedServer.USER);
    assertThat(event.message().content()).contains("Hello, Zoë: \"5 < 6\" \\ 🙂\nSecond line");
    assertThat(event.message().metadata()).contains(Map.of("color", "blue"));
    assertThat(event.message().seq()).isEqualTo(17);
    assertThat(event.message().editedAt()).isEmpty();
  }

  @Test
  void aCommandIsWrittenAsTheGoldenOne() throws IOException {
    var golden = Frames.JSON.readTree(Files.readString(GOLDEN.resolve("client/message.read.json")));
    var id = golden.get("id").asString();
    var payload = Map.of("conversationId", ScriptedServer.CONVERSATION, "seq", 17);
    assertThat(Frames.JSON.readTree(Frames.command(id, "message.read", payload))).isEqualTo(golden);
  }

  @Test
  void whatANewerServerSaysIsNoFault() {
    assertThat(Frames.read("{\"type\":\"weather\",\"payload\":{}}"))
        .isEqualTo(new Frames.Other("weather"));
    var text = ScriptedServer.golden("message.new").replace("message.new", "message.sung");
    var frame = (Frames.Happened) Frames.read(text.replace("\"topic\"", "\"new\":1,\"topic\""));
    assertThat(frame.event()).isInstanceOf(Event.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{}", "{\"type\":1,\"payload\":{}}", "{\"type\":\"ready\"}"})
  void whatIsNoFrameIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Frames.read(text));
  }

  private static List<String> serverFrames() throws IOException {
    try (var files = Files.list(GOLDEN.resolve("server"))) {
      return files.map(file -> file.getFileName().toString().replaceAll("\\.json$", "")).toList();
    }
  }
}
