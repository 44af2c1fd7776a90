package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A client's frame: whatever the bytes are, the scanner answers, and what it takes is JSON to
/// others as well.
class EnvelopeFuzzTest {
  private static final JsonMapper ORACLE =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(Limits.DEPTH_MAX)
                          .maxNumberLength(Limits.NUMBER_LENGTH_MAX)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @FuzzTest
  void whatIsTakenIsJson(byte[] frame) {
    switch (EnvelopeScanner.scan(frame)) {
      case Scanned.Envelope envelope -> {
        var tree = ORACLE.readTree(frame);
        assertThat(envelope.type()).isEqualTo(tree.path("type").asString());
        assertThat(envelope.id().orElse("")).isEqualTo(tree.path("id").asString(""));
        assertThat(ORACLE.readTree(envelope.payload(frame)))
            .isEqualTo(tree.has("payload") ? tree.path("payload") : ORACLE.createObjectNode());
      }
      case Scanned.Unfit unfit -> {
        assertThat(ORACLE.readTree(frame).isObject()).isTrue();
        assertThat(unfit.field().length()).isLessThanOrEqualTo(Limits.COMMAND_ID_LENGTH_MAX);
      }
      case Scanned.Malformed malformed -> assertThat(malformed.reason()).isNotEmpty();
    }
  }

  @FuzzTest
  void aTopicHasOneWrittenForm(byte[] name) {
    var text = new String(name, StandardCharsets.UTF_8);
    Topic.parse(text).ifPresent(topic -> assertThat(topic).hasToString(text));
  }
}
