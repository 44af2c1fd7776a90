package dev.parley.crdt.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrimitivesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "127, 7f",
    "128, 8001",
    "16383, ff7f",
    "16384, 808001",
    "2097151, ffff7f",
    "2097152, 80808001",
    "2147483647, ffffffff07",
    "4294967295, ffffffff0f",
    "9007199254740991, ffffffffffffff0f",
  })
  void aNumberFromZeroHasTheBytesOfLib0(long number, String hex) {
    assertThat(written(writer -> writer.writeVarUint(number))).isEqualTo(hex);
    assertThat(new ByteReader(Hex.bytes(hex)).readVarUint()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "-1, 41",
    "63, 3f",
    "64, 8001",
    "-64, c001",
    "-9223372036854775808, 40",
    "2147483647, bfffffff0f",
    "-9007199254740991, ffffffffffffff1f",
  })
  void aNumberWithASignHasTheBytesOfLib0(long number, String hex) {
    assertThat(written(writer -> writer.writeVarInt(number))).isEqualTo(hex);
    assertThat(new ByteReader(Hex.bytes(hex)).readVarInt()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffffffffffffff10", "ffffffffffffffff01", "80", "", "8080808080808080"})
  void aNumberThatIsTooLargeOrUnfinishedIsRefused(String hex) {
    assertRefused(() -> new ByteReader(Hex.bytes(hex)).readVarUint());
  }

  @Test
  void numbersSurviveInAnyOrder() {
    var random = new Random(4);
    var numbers = random.longs(2_000).map(number -> number >> (11 + random.nextInt(52))).toArray();
    var writer = new ByteWriter();
    for (var number : numbers) {
      writer.writeVarInt(number);
      writer.writeVarUint(number & Limits.SAFE_INTEGER_MAX);
    }
    var reader = new ByteReader(writer.toBytes());
    for (var number : numbers) {
      assertThat(reader.readVarInt()).isEqualTo(number);
      assertThat(reader.readVarUint()).isEqualTo(number & Limits.SAFE_INTEGER_MAX);
    }
    assertThat(reader.isEmpty()).isTrue();
  }

  @Test
  void whatJavaScriptCannotCountIsNotWritten() {
    var writer = new ByteWriter();
    assertThatThrownBy(() -> writer.writeVarUint(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.writeVarUint(1L << 53))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.writeVarInt(1L << 53))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 00",
    "hi, 026869",
    "\u00e4\u20ac, 05c3a4e282ac",
    "\ud83d\ude00, 04f09f9880",
    "\ufeff, 03efbbbf",
  })
  void textHasTheBytesOfLib0(String text, String hex) {
    assertThat(written(writer -> writer.writeVarString(text))).isEqualTo(hex);
    assertThat(new ByteReader(Hex.bytes(hex)).readVarString()).isEqualTo(text);
    assertThat(new ByteReader(Hex.bytes(hex)).skipVarString()).isEqualTo(text.length());
  }

  @Test
  void aLoneSurrogateIsWrittenAsAReplacement() {
    assertThat(written(writer -> writer.writeVarString("a\ud83d"))).isEqualTo("0461efbfbd");
    assertThat(written(writer -> writer.writeVarString("\ude00\ud83d\ude00")))
        .isEqualTo("07efbfbdf09f9880");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\u00e4\u20ac", "x\ud83d\ude00", "?\ud83dy", "\ude00", "\ud83d"})
  void aLongTextHasTheBytesOfItsParts(String part) {
    var text = part.repeat(1_000);
    var bytes = new byte[Utf8.length(text)];
    assertThat(Utf8.encode(text, bytes, 0)).isEqualTo(bytes.length);
    var writer = new ByteWriter();
    writer.writeVarString(text);
    assertThat(new ByteReader(writer.toBytes()).readVarBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01ff", "02c080", "03eda080", "02c3", "01c3", "04f4908080", "0548656c6c"})
  void textThatIsNoUtf8IsRefused(String hex) {
    assertRefused(() -> new ByteReader(Hex.bytes(hex)).readVarString());
  }

  @Test
  void aReplacementThatWasWrittenIsRead() {
    assertThat(new ByteReader(Hex.bytes("03efbfbd")).readVarString()).isEqualTo("\ufffd");
  }

  @Test
  void randomTextSurvives() {
    var random = new Random(5);
    for (var i = 0; i < 500; i++) {
      var text = text(random);
      var writer = new ByteWriter();
      writer.writeVarString(text);
      var reader = new ByteReader(writer.toBytes());
      assertThat(reader.readVarString()).isEqualTo(text);
      assertThat(new ByteReader(writer.toBytes()).skipVarString()).isEqualTo(text.length());
    }
  }

  @Test
  void bytesSurviveAndAreCopied() {
    var bytes = Hex.bytes("0003ff");
    var writer = new ByteWriter();
    writer.writeVarBytes(bytes);
    assertThat(new ByteReader(writer.toBytes()).readVarBytes()).isEqualTo(bytes).isNotSameAs(bytes);
  }

  @Test
  void aLengthBeyondTheEndAllocatesNothing() {
    var hostile = Hex.bytes("ffffffffffffff0f 00");
    assertRefused(() -> new ByteReader(hostile).readVarBytes());
    assertRefused(() -> new ByteReader(hostile).readVarString());
    assertRefused(() -> new ByteReader(hostile).skipVarBytes());
    assertRefused(() -> new ByteReader(hostile).readVarSlice());
    assertRefused(() -> new ByteReader(hostile).readCount(1));
  }

  @Test
  void aWriterGrows() {
    var writer = new ByteWriter();
    var text = "x".repeat(100_000);
    writer.writeVarString(text);
    var written = writer.toBytes();
    assertThat(written).hasSize(100_003);
    assertThat(Arrays.copyOfRange(written, 0, 3)).isEqualTo(Hex.bytes("a08d06"));
  }

  /// Of characters of each length in UTF-8.
  static String text(Random random) {
    var text = new StringBuilder();
    int[] bounds = {0x80, 0x80, 0x800, 0xD800};
    for (var i = random.nextInt(20); i > 0; i--) {
      var kind = random.nextInt(5);
      text.appendCodePoint(kind < 4 ? random.nextInt(bounds[kind]) : 0x1F600 + random.nextInt(64));
    }
    return text.toString();
  }

  static void assertRefused(ThrowingCallable reading) {
    assertThatThrownBy(reading).isInstanceOf(MalformedUpdate.class);
  }

  private static String written(Consumer<ByteWriter> writing) {
    var writer = new ByteWriter();
    writing.accept(writer);
    return Hex.text(writer.toBytes());
  }
}
