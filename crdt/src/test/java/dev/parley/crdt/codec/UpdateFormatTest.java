package dev.parley.crdt.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateFormatTest {
  /// A kind of part, which is written and then found again.
  private static final int KINDS = 14;

  @Test
  void anEmptyUpdateHasTheBytesOfYjs() {
    Consumer<StructEncoder> empty =
        encoder -> {
          encoder.writeVarUint(0);
          encoder.writeVarUint(0);
        };
    assertThat(written(UpdateFormat.V1, empty)).isEqualTo("0000");
    assertThat(written(UpdateFormat.V2, empty)).isEqualTo("00000000000001000000000000");
  }

  @Test
  void aColumnOfBytesRepeatsItsLastForEver() {
    assertThat(written(UpdateFormat.V2, encoder -> infos(encoder, 4, 4, 4, 1, 1)))
        .isEqualTo("00 00 00 00 00 03 040201 01 00 00 00 00".replace(" ", ""));
    var decoder = UpdateFormat.V2.decoder(Hex.bytes("00 00 00 00 00 03 040201 01 00 00 00 00"));
    for (var info : List.of(4, 4, 4, 1, 1, 1, 1)) assertThat(decoder.readInfo()).isEqualTo(info);
  }

  @Test
  void aColumnOfNumbersMarksRunsBySign() {
    assertThat(written(UpdateFormat.V2, encoder -> lengths(encoder, 0, 0, 0, 5, 7, 7)))
        .isEqualTo("00 00 00 00 00 00 01 00 00 00 05 40 01 05 47 00".replace(" ", ""));
  }

  @Test
  void aColumnOfClocksHasDifferences() {
    assertThat(written(UpdateFormat.V2, encoder -> leftClocks(encoder, 3, 4, 5, 6, 2)))
        .isEqualTo("00 00 02 4103 04 06030148 00 00 01 00 00 00 00".replace(" ", ""));
  }

  @Test
  void everyKeyIsWrittenAgainButADictionaryIsHonoured() {
    assertThat(written(UpdateFormat.V2, encoder -> keys(encoder, "b", "b")))
        .isEqualTo("00 02 0002 00 00 00 00 05 0262624100 00 00 00".replace(" ", ""));
    var decoder =
        UpdateFormat.V2.decoder(Hex.bytes("00 03 010002 00 00 00 00 05 0262634100 000000"));
    assertThat(List.of(decoder.readKey(), decoder.readKey(), decoder.readKey()))
        .containsExactly("b", "b", "c");
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsRead(UpdateFormat format) {
    for (var seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var encoder = format.encoder();
      var written = new ArrayList<Object>();
      var kinds = random.ints(random.nextInt(60), 0, KINDS).toArray();
      for (var kind : kinds) written.add(write(encoder, kind, random));
      var decoder = format.decoder(encoder.toBytes());
      for (var i = 0; i < kinds.length; i++) {
        assertThat(read(decoder, kinds[i])).as("seed %s", seed).isEqualTo(written.get(i));
      }
      var skipping = format.decoder(encoder.toBytes());
      for (var i = 0; i < kinds.length; i++) skip(skipping, kinds[i], written.get(i));
    }
  }

  @Test
  void oneInfoDoesNotMakeStructsWithoutEnd() {
    var decoder = UpdateFormat.V2.decoder(Hex.bytes("00 00 00 00 00 01 00 01 00 00 00 00"));
    PrimitivesTest.assertRefused(() -> {
      for (var i = 0; i < 300_000; i++) decoder.readInfo();
    });
  }

  @Test
  void emptyTextsDoNotComeWithoutEnd() {
    // One text of length zero, 2^53 times.
    var hex = "00 00 00 00 00 00 0a 00 40 ffffffffffffff0f 00 00 00";
    var decoder = UpdateFormat.V2.decoder(Hex.bytes(hex));
    PrimitivesTest.assertRefused(() -> {
      for (var i = 0; i < 300_000; i++) decoder.readString();
    });
  }

  @Test
  void aColumnBeyondTheEndIsRefused() {
    PrimitivesTest.assertRefused(() -> UpdateFormat.V2.decoder(Hex.bytes("00 ffffffff07 00")));
    PrimitivesTest.assertRefused(() -> UpdateFormat.V2.decoder(Hex.bytes("01")));
    PrimitivesTest.assertRefused(() -> UpdateFormat.V2.decoder(Hex.bytes("")));
  }

  @Test
  void clocksHaveALimit() {
    PrimitivesTest.assertRefused(
        () -> UpdateFormat.V1.decoder(Hex.bytes("018080808008")).readLeftId());
    PrimitivesTest.assertRefused(
        () -> UpdateFormat.V1.decoder(Hex.bytes("8080808008")).readLength());
  }

  private static Object write(StructEncoder encoder, int kind, Random random) {
    var clock = (long) random.nextInt(3 + random.nextInt(Integer.MAX_VALUE - 3));
    var client = random.nextInt(3) == 0 ? random.nextLong() >>> 11 : 7;
    var text = PrimitivesTest.text(random);
    var id = new Id(client, clock);
    Object written =
        switch (kind) {
          case 0 -> client;
          case 1 -> random.nextInt(3) * 64;
          case 2, 3 -> id;
          case 4 -> random.nextBoolean();
          case 5, 6 -> text;
          case 7 -> random.nextInt(7);
          case 8, 13 -> clock;
          case 9, 10 -> Arrays.asList(AnyValuesTest.value(random, 2), text);
          case 11 -> text.getBytes(UTF_8);
          default -> clock;
        };
    switch (kind) {
      case 0 -> encoder.writeClient(client);
      case 1 -> encoder.writeInfo((int) written);
      case 2 -> encoder.writeLeftId(id);
      case 3 -> encoder.writeRightId(id);
      case 4 -> encoder.writeParentIsRoot((boolean) written);
      case 5 -> encoder.writeString(text);
      case 6 -> encoder.writeKey(text);
      case 7 -> encoder.writeTypeRef((int) written);
      case 8 -> encoder.writeLength(clock);
      case 9 -> encoder.writeAny(written);
      case 10 -> encoder.writeJson(written);
      case 11 -> encoder.writeBuffer((byte[]) written);
      case 12 -> {
        encoder.resetDeleteSet();
        encoder.writeDeleteClock(clock);
      }
      default -> encoder.writeVarUint(clock);
    }
    return written;
  }

  private static @Nullable Object read(StructDecoder decoder, int kind) {
    return switch (kind) {
      case 0 -> decoder.readClient();
      case 1 -> decoder.readInfo();
      case 2 -> decoder.readLeftId();
      case 3 -> decoder.readRightId();
      case 4 -> decoder.readParentIsRoot();
      case 5 -> decoder.readString();
      case 6 -> decoder.readKey();
      case 7 -> decoder.readTypeRef();
      case 8 -> decoder.readLength();
      case 9 -> decoder.readAny();
      case 10 -> decoder.readJson();
      case 11 -> decoder.readBuffer();
      case 12 -> {
        decoder.resetDeleteSet();
        yield decoder.readDeleteClock();
      }
      default -> decoder.readVarUint();
    };
  }

  private static void skip(StructDecoder decoder, int kind, Object written) {
    switch (kind) {
      case 5 -> assertThat(decoder.skipString()).isEqualTo(((String) written).length());
      case 9 -> decoder.skipAny();
      case 10 -> decoder.skipJson();
      case 11 -> decoder.skipBuffer();
      default -> assertThat(read(decoder, kind)).isEqualTo(written);
    }
  }

  private static void infos(StructEncoder encoder, int... infos) {
    for (var info : infos) encoder.writeInfo(info);
  }

  private static void lengths(StructEncoder encoder, long... lengths) {
    for (var length : lengths) encoder.writeLength(length);
  }

  private static void leftClocks(StructEncoder encoder, long... clocks) {
    for (var clock : clocks) encoder.writeLeftId(new Id(1, clock));
  }

  private static void keys(StructEncoder encoder, String... keys) {
    for (var key : keys) encoder.writeKey(key);
  }

  private static String written(UpdateFormat format, Consumer<StructEncoder> writing) {
    var encoder = format.encoder();
    writing.accept(encoder);
    return Hex.text(encoder.toBytes());
  }
}
