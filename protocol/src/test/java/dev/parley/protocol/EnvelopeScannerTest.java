package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeScannerTest {

  @Test
  void findsTheIdTheTypeAndThePayload() {
    var frame = bytes(" {\"payload\" : {\"topic\":\"Zoë 🙂\"} , \"id\":\"7\",\"type\":\"ping\"}\n");
    var envelope = (Scanned.Envelope) EnvelopeScanner.scan(frame);
    assertThat(envelope.id()).contains("7");
    assertThat(envelope.type()).isEqualTo("ping");
    assertThat(envelope.payload(frame)).isEqualTo("{\"topic\":\"Zoë 🙂\"}");
  }

  @Test
  void aMissingPayloadIsAnEmptyObject() {
    var frame = bytes("{\"type\":\"ping\"}");
    var envelope = (Scanned.Envelope) EnvelopeScanner.scan(frame);
    assertThat(envelope.id()).isEmpty();
    assertThat(envelope.payload(frame)).isEqualTo("{}");
  }

  @Test
  void escapesInNamesAndValuesAreRead() {
    var frame = bytes("{\"ty\\u0070e\":\"p\\u0069ng\",\"id\":\"\\\"\\ud83d\\ude42\\n\\/\"}");
    assertThat(EnvelopeScanner.scan(frame))
        .isEqualTo(new Scanned.Envelope(Optional.of("\"🙂\n/"), "ping", 0, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "\"type\"",
        "{}",
        "{\"type\":1}",
        "{\"type\":null}",
        "{\"type\":\"a\"} x",
        "{\"type\":\"a\"}{}",
        "{\"type\":\"a\",}",
        "{\"type\":\"a\" \"id\":\"1\"}",
        "{'type':'a'}",
        "{type:\"a\"}",
        "{\"type\":\"a\",\"type\":\"b\"}",
        "{\"type\":\"a\",\"t\\u0079pe\":\"b\"}",
        "{\"id\":\"1\",\"id\":\"1\",\"type\":\"a\"}",
        "{\"type\":\"a\",\"payload\":{},\"payload\":{}}"
      })
  void whatIsNoCommandIsMalformed(String frame) {
    assertThat(EnvelopeScanner.scan(bytes(frame))).isInstanceOf(Scanned.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"a\",\"payload\":{\"n\":01}}",
        "{\"type\":\"a\",\"payload\":{\"n\":.5}}",
        "{\"type\":\"a\",\"payload\":{\"n\":1.}}",
        "{\"type\":\"a\",\"payload\":{\"n\":+1}}",
        "{\"type\":\"a\",\"payload\":{\"n\":1e}}",
        "{\"type\":\"a\",\"payload\":{\"n\":-}}",
        "{\"type\":\"a\",\"payload\":{\"n\":NaN}}",
        "{\"type\":\"a\",\"payload\":{\"n\":123456789012345678901234567890123}}",
        "{\"type\":\"a\",\"payload\":{\"s\":\"\t\"}}",
        "{\"type\":\"a\",\"payload\":{\"s\":\"\\x\"}}",
        "{\"type\":\"a\",\"payload\":{\"s\":\"\\ud83d\"}}",
        "{\"type\":\"a\",\"payload\":{\"s\":\"\\ude42\"}}",
        "{\"type\":\"a\",\"payload\":{\"s\":\"\\ud83d\\ud83d\"}}",
        "{\"type\":\"a\",\"payload\":{\"s\":\"\\u12g4\"}}",
        "{\"type\":\"a\",\"payload\":[1 2]}",
        "{\"type\":\"a\",\"payload\":{}",
        "{\"type\":\"a",
        "{\"type\":\"a\" /* no */}",
        "\uFEFF{\"type\":\"a\"}"
      })
  void aPayloadThatIsNoJsonIsMalformed(String frame) {
    assertThat(EnvelopeScanner.scan(bytes(frame))).isInstanceOf(Scanned.Malformed.class);
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() {
    for (var hex : new String[] {"80", "C080", "C3", "E08080", "EDA080", "F0808080", "F4908080"}) {
      var frame = bytes("{\"type\":\"a\",\"payload\":{\"s\":\"????\"}}");
      var bad = HexFormat.of().parseHex(hex);
      System.arraycopy(bad, 0, frame, frame.length - 7, bad.length);
      assertThat(EnvelopeScanner.scan(frame)).as(hex).isInstanceOf(Scanned.Malformed.class);
    }
  }

  @Test
  void nestingAndKeysAreBounded() {
    assertThat(EnvelopeScanner.scan(nested(Limits.DEPTH_MAX - 1)))
        .isInstanceOf(Scanned.Envelope.class);
    assertThat(EnvelopeScanner.scan(nested(Limits.DEPTH_MAX)))
        .isInstanceOf(Scanned.Malformed.class);
    assertThat(EnvelopeScanner.scan(keys(Limits.KEYS_MAX - 2)))
        .isInstanceOf(Scanned.Envelope.class);
    assertThat(EnvelopeScanner.scan(keys(Limits.KEYS_MAX - 1)))
        .isInstanceOf(Scanned.Malformed.class);
  }

  @Test
  void anOddFieldIsNamedTogetherWithTheId() {
    assertThat(EnvelopeScanner.scan(bytes("{\"type\":\"a\",\"id\":\"9\",\"payload\":[]}")))
        .isEqualTo(new Scanned.Unfit(Optional.of("9"), "payload", "A JSON object"));
    assertThat(EnvelopeScanner.scan(bytes("{\"extra\":{},\"id\":\"9\",\"type\":\"a\"}")))
        .isEqualTo(new Scanned.Unfit(Optional.of("9"), "extra", "Unknown field"));
    assertThat(EnvelopeScanner.scan(bytes("{\"id\":9,\"type\":\"a\"}")))
        .isInstanceOfSatisfying(Scanned.Unfit.class, u -> assertThat(u.field()).isEqualTo("id"));
    var longId = "x".repeat(Limits.COMMAND_ID_LENGTH_MAX + 1);
    assertThat(EnvelopeScanner.scan(bytes("{\"id\":\"" + longId + "\",\"type\":\"a\"}")))
        .isInstanceOfSatisfying(Scanned.Unfit.class, u -> assertThat(u.field()).isEqualTo("id"));
  }

  private static byte[] nested(int depth) {
    return bytes(
        "{\"type\":\"a\",\"payload\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}");
  }

  private static byte[] keys(int count) {
    var text = new StringBuilder("{\"type\":\"a\",\"payload\":{");
    for (int i = 0; i < count; i++) text.append(i == 0 ? "" : ",").append("\"k\":0");
    return bytes(text.append("}}").toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
