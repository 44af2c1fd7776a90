package dev.parley.crdt.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnyValuesTest {
  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of(Undefined.UNDEFINED, "7f"),
        Arguments.of(null, "7e"),
        Arguments.of(true, "78"),
        Arguments.of(false, "79"),
        Arguments.of(0L, "7d00"),
        Arguments.of(-0.0, "7d40"),
        Arguments.of(-1L, "7d41"),
        Arguments.of(2147483647L, "7dbfffffff0f"),
        Arguments.of(2147483648L, "7c4f000000"),
        Arguments.of(0.5, "7c3f000000"),
        Arguments.of(0.1, "7b3fb999999999999a"),
        Arguments.of(Double.POSITIVE_INFINITY, "7c7f800000"),
        Arguments.of(Double.NaN, "7b7ff8000000000000"),
        Arguments.of(BigInteger.valueOf(-2), "7afffffffffffffffe"),
        Arguments.of("hi", "77026869"),
        Arguments.of(List.of(1L, "a"), "75027d01770161"),
        Arguments.of(Map.of("k", true), "7601016b78"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aValueHasTheBytesOfLib0(@Nullable Object value, String hex) {
    assertThat(written(value)).isEqualTo(hex);
    assertThat(read(hex)).isEqualTo(value);
    var reader = new ByteReader(Hex.bytes(hex));
    AnyValues.skip(reader);
    assertThat(reader.isEmpty()).isTrue();
  }

  @Test
  void bytesAreAValue() {
    assertThat(read("740201ff")).isEqualTo(new byte[] {1, -1});
    assertThat(written(new byte[] {1, -1})).isEqualTo("740201ff");
  }

  @Test
  void aWholeNumberIsOneThingHoweverItWasWritten() {
    assertThat(read("7b4014000000000000")).isEqualTo(5L);
    assertThat(written(5.0)).isEqualTo(written(5L)).isEqualTo(written(5)).isEqualTo("7d05");
    assertThat(written(0.5f)).isEqualTo("7c3f000000");
  }

  @Test
  void keysComeAsInAJavaScriptObject() {
    var hex = "7604 0162 7e 023130 7e 0139 7e 0161 7e";
    var value = read(hex);
    assertThat(keys(value)).isEqualTo("[9, 10, b, a]");
    var made = new LinkedHashMap<String, @Nullable Object>();
    for (var key : List.of("b", "10", "9", "a", "007", "4294967295", "4294967294", "-1")) {
      made.put(key, null);
    }
    assertThat(keys(read(written(made))))
        .isEqualTo("[9, 10, 4294967294, b, a, 007, 4294967295, -1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "73", "00", "80", "75ffffffff07", "76ffffffff07", "7601", "7c4f00", "7a"})
  void whatIsNoValueIsRefused(String hex) {
    PrimitivesTest.assertRefused(() -> read(hex));
    PrimitivesTest.assertRefused(() -> AnyValues.skip(new ByteReader(Hex.bytes(hex))));
  }

  @Test
  void depthHasALimit() {
    var fits = "7501".repeat(Limits.DEPTH_MAX - 1) + "7e";
    assertThat(written(read(fits))).isEqualTo(fits);
    var deep = "7501".repeat(Limits.DEPTH_MAX) + "7e";
    PrimitivesTest.assertRefused(() -> read(deep));
    PrimitivesTest.assertRefused(() -> AnyValues.skip(new ByteReader(Hex.bytes(deep))));
    PrimitivesTest.assertRefused(() -> read("7501".repeat(100_000)));
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    assertThatThrownBy(() -> written(cycle)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoJavaScriptValueIsNotWritten() {
    for (var value : List.of('c', Map.of(1, 2), 1L << 53, BigInteger.ONE.shiftLeft(64))) {
      assertThatThrownBy(() -> written(value)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void randomValuesSurviveInBothNotations() {
    var random = new Random(6);
    for (var i = 0; i < 500; i++) {
      var value = value(random, 4);
      assertThat(read(written(value))).isEqualTo(value);
      assertThat(Json.parse(Json.text(value))).isEqualTo(value);
    }
  }

  /// A value that JSON can say too.
  static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> (long) random.nextInt();
      case 3 -> JsNumbers.of(Math.scalb(random.nextGaussian(), random.nextInt(-300, 300)));
      case 4 -> random.nextLong() >> 11;
      case 5 -> PrimitivesTest.text(random);
      case 6 -> {
        var array = new ArrayList<@Nullable Object>();
        for (var i = random.nextInt(4); i > 0; i--) array.add(value(random, depth - 1));
        yield array;
      }
      default -> {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (var i = random.nextInt(4); i > 0; i--) {
          object.put(PrimitivesTest.text(random), value(random, depth - 1));
        }
        yield object;
      }
    };
  }

  private static String keys(@Nullable Object object) {
    return object instanceof Map<?, ?> map ? map.keySet().toString() : "none";
  }

  private static @Nullable Object read(String hex) {
    return AnyValues.read(new ByteReader(Hex.bytes(hex)));
  }

  private static String written(@Nullable Object value) {
    var writer = new ByteWriter();
    AnyValues.write(writer, value);
    return Hex.text(writer.toBytes());
  }
}
