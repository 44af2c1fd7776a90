package dev.parley.crdt.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Values and JSON of strangers: refused, or written again as what they were read as.
class ValuesFuzzTest {
  private static final int NUMBER_LENGTH_MAX = 100_000;

  private static final JsonMapper ORACLE =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(Limits.DEPTH_MAX)
                          .maxNumberLength(NUMBER_LENGTH_MAX)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @FuzzTest
  void aValueIsReadOrRefused(byte[] bytes) {
    var reader = new ByteReader(bytes);
    Object value;
    try {
      value = AnyValues.read(reader);
    } catch (MalformedUpdate refused) {
      return;
    }
    var skipper = new ByteReader(bytes);
    AnyValues.skip(skipper);
    assertThat(skipper.remaining()).isEqualTo(reader.remaining());
    var written = written(value);
    assertThat(written(AnyValues.read(new ByteReader(written)))).isEqualTo(written);
    ORACLE.readTree(Json.text(value));
  }

  @FuzzTest
  void whatIsReadIsJson(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    Object value;
    try {
      value = Json.parse(text);
    } catch (MalformedUpdate refused) {
      return;
    }
    ORACLE.readTree(text);
    var again = Json.text(value);
    assertThat(Json.text(Json.parse(again))).isEqualTo(again);
  }

  private static byte[] written(@Nullable Object value) {
    var writer = new ByteWriter();
    AnyValues.write(writer, value);
    return writer.toBytes();
  }
}
