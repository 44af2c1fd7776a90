package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ConnectingPart.Said;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The example of a session is one that a server could have had.
class SessionExampleTest {
  private final JsonNode catalogue = Catalogue.frames();

  @Test
  void everyFrameIsAsTheCatalogueSays() {
    for (var said : ConnectingPart.session()) {
      var frame = frame(said);
      var entry = Catalogue.frame(said.side(), text(frame, "type"));
      var envelope = catalogue.get("envelopes").get(text(entry, "kind"));
      assertThat(Catalogue.mistakes(catalogue, envelope, frame)).as(said.frame()).isEmpty();
      assertThat(Catalogue.mistakes(catalogue, entry.get("payload"), frame.get("payload")))
          .as(said.frame())
          .isEmpty();
      if (said.side().equals("client")) {
        assertThat(EnvelopeScanner.scan(said.frame().getBytes(StandardCharsets.UTF_8)))
            .as(said.frame())
            .isInstanceOf(Scanned.Envelope.class);
      }
    }
  }

  @Test
  void everyCommandWithAnIdIsAnsweredOnceAndAsItsReplyIsDescribed() {
    var asked = new HashMap<String, String>();
    for (var said : ConnectingPart.session()) {
      var frame = frame(said);
      if (!frame.has("id")) continue;
      if (said.side().equals("client")) {
        assertThat(asked.put(text(frame, "id"), text(frame, "type"))).isNull();
        continue;
      }
      assertThat(asked).as(said.frame()).containsKey(text(frame, "id"));
      var command = String.valueOf(asked.remove(text(frame, "id")));
      if (text(frame, "type").equals("error")) continue;
      var reply = Catalogue.frame("client", command).get("reply");
      assertThat(Catalogue.mistakes(catalogue, reply, frame.get("payload")))
          .as(said.frame())
          .isEmpty();
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void itsOffsetsHaveNoGapAndItBeginsWithReady() {
    var offsets = new ArrayList<Long>();
    for (var said : ConnectingPart.session()) {
      var frame = frame(said);
      if (frame.has("offset")) offsets.add(frame.get("offset").asLong());
      for (var event : frame.path("payload").path("events")) {
        assertThat(Catalogue.frame("server", text(event, "type")).get("durable").asBoolean())
            .isTrue();
        offsets.add(event.get("offset").asLong());
      }
    }
    assertThat(offsets).containsExactly(44L, 45L);
    assertThat(text(frame(ConnectingPart.session().getFirst()), "type")).isEqualTo("ready");
  }

  private static JsonNode frame(Said said) {
    return Catalogue.JSON.readTree(said.frame());
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).asString();
  }
}
