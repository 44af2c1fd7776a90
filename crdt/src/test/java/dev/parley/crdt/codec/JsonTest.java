package dev.parley.crdt.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @CsvSource({
    "100, 100",
    "1e21, 1e+21",
    "1e20, 100000000000000000000",
    "123456789012345680000, 123456789012345680000",
    "1e-7, 1e-7",
    "0.000001, 0.000001",
    "1.5e-7, 1.5e-7",
    "0.1, 0.1",
    "-2.5, -2.5",
    "-0.0, 0",
    "5e-324, 5e-324",
    "2e-323, 2e-323",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "2e23, 2e+23",
    "9007199254740993, 9007199254740992",
    "4.35, 4.35",
    "NaN, null",
    "Infinity, null",
  })
  void aNumberIsPrintedAsByJavaScript(double number, String text) {
    assertThat(Json.text(number)).isEqualTo(text);
  }

  @Test
  void textIsWrittenAsByStringify() {
    assertThat(Json.text("\"\\/\b\f\n\r\t\u0001\u007f\u2028\u00e4\ud83d\ude00\ud83d"))
        .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007f\u2028\u00e4\ud83d\ude00\\ud83d\"");
    assertThat(Json.text("\ude00")).isEqualTo("\"\\ude00\"");
  }

  @Test
  void whatJsonCannotSayBecomesWhatItIsInJavaScript() {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("u", Undefined.UNDEFINED);
    object.put("n", null);
    object.put("2", new byte[] {1, -1});
    assertThat(Json.text(object)).isEqualTo("{\"2\":{\"0\":1,\"1\":255},\"n\":null}");
    assertThat(Json.text(Arrays.asList(Undefined.UNDEFINED, Double.NaN, BigInteger.TEN)))
        .isEqualTo("[null,null,10]");
  }

  @Test
  void aTextIsRead() {
    assertThat(Json.parse(" { \"a\" : [ 1 , -0.5e1 , \"\\u00e4\\n\" ] , \"b\":{},\"c\":[]}\n"))
        .isEqualTo(Map.of("a", List.of(1L, -5L, "\u00e4\n"), "b", Map.of(), "c", List.of()));
    assertThat(Json.parse("-0")).isEqualTo(-0.0);
    assertThat(Json.parse("1e400")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Json.parse("9007199254740993")).isEqualTo(9007199254740992.0);
    assertThat(Json.parse("9007199254740991")).isEqualTo(9007199254740991L);
    assertThat(Json.parse("{\"a\":1,\"b\":2,\"a\":3}")).hasToString("{a=3, b=2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "undefined",
        "tru",
        "truex",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "NaN",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12",
        "[1,]",
        "[1",
        "[,]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":1",
        "1 2",
        "\"\t\"",
        "\u00a01",
        "[1}",
        "\"\\u\u0661\u0661\u0661\u0661\""
      })
  void whatIsNoJsonIsRefused(String text) {
    PrimitivesTest.assertRefused(() -> Json.parse(text));
  }

  @Test
  void depthHasALimit() {
    PrimitivesTest.assertRefused(() -> Json.parse("[".repeat(100_000)));
    PrimitivesTest.assertRefused(() -> Json.parse("{\"a\":".repeat(100_000)));
  }
}
