package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class GoldenFramesTest {

  @ParameterizedTest
  @MethodSource("goldenNames")
  void aGoldenFrameIsAsTheCatalogueSays(String name) {
    var frame = Catalogue.JSON.readTree(Catalogue.golden(name));
    var type = frame.get("type").asString();
    var direction = name.substring(0, name.indexOf('/'));
    var entry = Catalogue.frame(direction, type);
    var catalogue = Catalogue.frames();
    var envelope = catalogue.get("envelopes").get(entry.get("kind").asString());
    assertThat(Catalogue.mistakes(catalogue, envelope, frame)).isEmpty();
    var payload = frame.get("payload");
    assertThat(Catalogue.mistakes(catalogue, entry.get("payload"), payload)).isEmpty();
    if (name.startsWith("server/reply.")) {
      var reply = Catalogue.frame("client", command(name)).get("reply");
      assertThat(Catalogue.mistakes(catalogue, reply, payload)).isEmpty();
    }
    assertThat(name).startsWith(direction + "/" + type);
    if (entry.has("durable")) {
      assertThat(frame.has("offset")).isEqualTo(entry.get("durable").asBoolean());
      assertThat(topicKinds(entry)).contains(frame.get("topic").asString().split(":")[0]);
    }
  }

  @Test
  void everyFrameHasAGoldenOne() {
    var present = new TreeSet<String>();
    for (var name : goldenNames()) {
      var direction = name.substring(0, name.indexOf('/') + 1);
      present.add(
          direction + Catalogue.JSON.readTree(Catalogue.golden(name)).get("type").asString());
    }
    var listed = new TreeSet<String>();
    for (var frame : Catalogue.frames().get("frames")) {
      listed.add(frame.get("direction").asString() + "/" + frame.get("name").asString());
    }
    assertThat(present).isEqualTo(listed);
  }

  @ParameterizedTest
  @MethodSource("clientNames")
  void aClientsGoldenFrameIsScanned(String name) {
    var text = Catalogue.golden(name);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var envelope = (Scanned.Envelope) EnvelopeScanner.scan(bytes);
    var tree = Catalogue.JSON.readTree(text);
    assertThat(envelope.id()).contains(tree.get("id").asString());
    assertThat(envelope.type()).isEqualTo(tree.get("type").asString());
    assertThat(Catalogue.JSON.readTree(envelope.payload(bytes))).isEqualTo(tree.get("payload"));
  }

  private static List<String> goldenNames() {
    return Catalogue.goldenNames();
  }

  private static List<String> clientNames() {
    return goldenNames().stream().filter(name -> name.startsWith("client/")).toList();
  }

  private static String command(String name) {
    var words = name.substring("server/reply.".length());
    for (var variant : List.of(".lost", ".ephemeral", ".citing"))
      words = words.replace(variant, "");
    return words;
  }

  private static List<String> topicKinds(JsonNode entry) {
    return entry.get("topics").valueStream().map(JsonNode::asString).toList();
  }
}
