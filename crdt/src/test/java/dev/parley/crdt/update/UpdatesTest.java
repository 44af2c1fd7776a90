package dev.parley.crdt.update;

import static dev.parley.crdt.codec.UpdateFormat.V1;
import static dev.parley.crdt.codec.UpdateFormat.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.IdRanges;
import dev.parley.crdt.ids.StateVector;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UpdatesTest {
  /// Client 7 inserts "hi" into the root `t`, and client 9 then "!" behind it.
  private static final byte[] HI = bytes("0101 07 00 04 01 01 74 02 6869 00");

  private static final byte[] MARK = bytes("0101 09 00 84 07 01 01 21 00");

  @Test
  void theLargestClientComesFirst() {
    assertThat(Updates.merge(V1, List.of(HI, MARK)))
        .isEqualTo(bytes("02 01 09 00 84 07 01 01 21 01 07 00 04 01 01 74 02 6869 00"));
  }

  @Test
  void whatIsKnownIsCutOff() {
    assertThat(Updates.diff(V1, HI, StateVector.of(Map.of(7L, 1L))))
        .isEqualTo(bytes("01 01 07 01 84 07 00 01 69 00"));
    assertThat(Updates.diff(V1, HI, StateVector.of(Map.of(7L, 2L)))).isEqualTo(bytes("0000"));
  }

  @Test
  void aStateEndsAtTheFirstHole() {
    var last = bytes("01 01 07 05 84 07 04 01 21 00");
    var holed = Updates.merge(V1, List.of(last, HI));
    assertThat(holed).isEqualTo(bytes("01 03 07 00 04 01 01 74 02 6869 0a 03 84 07 04 01 21 00"));
    assertThat(Updates.stateVector(V1, holed)).isEqualTo(StateVector.of(Map.of(7L, 2L)));
    assertThat(Updates.stateVector(V1, last)).isEqualTo(StateVector.EMPTY);
    assertThat(Updates.meta(V1, holed)).isEqualTo(new UpdateMeta(Map.of(7L, 0L), Map.of(7L, 6L)));
    assertThat(Updates.ids(V1, holed).inserted()).hasToString("{7:0+2, 7:5+1}");
    var middle = bytes("01 01 07 02 84 07 01 03 787878 00");
    assertThat(Updates.merge(V1, List.of(holed, middle)))
        .isEqualTo(bytes("01 01 07 00 04 01 01 74 06 686978787821 00"));
  }

  @Test
  void nothingMergesToNothing() {
    assertThat(Updates.merge(V1, List.of())).isEqualTo(bytes("0000"));
    assertThat(Updates.merge(V2, List.of())).isEqualTo(bytes("00000000000001000000000000"));
  }

  @Test
  void whatIsDeletedStaysApartFromWhatIsNot() {
    var behind = bytes("01 01 07 02 84 07 01 01 21 01 07 01 02 01");
    assertThat(Updates.merge(V1, List.of(HI, behind)))
        .isEqualTo(bytes("01 02 07 00 04 01 01 74 02 6869 84 07 01 01 21 01 07 01 02 01"));
  }

  @Test
  void valuesOfAnEntryStayApart() {
    var first = bytes("01 01 07 00 28 01 01 6d 01 6b 01 7d01 00");
    var second = bytes("01 01 07 01 a8 07 00 01 7d02 00");
    // Yjs too writes the mark of an entry only where its key is.
    assertThat(Updates.merge(V1, List.of(first, second)))
        .isEqualTo(bytes("01 02 07 00 28 01 01 6d 01 6b 01 7d01 88 07 00 01 7d02 00"));
  }

  @Test
  void aPairThatIsCutBecomesReplacements() {
    var pair = bytes("01 01 07 00 04 01 01 74 04 f09f9880 00");
    assertThat(Updates.diff(V1, pair, StateVector.of(Map.of(7L, 1L))))
        .isEqualTo(bytes("01 01 07 01 84 07 00 03 efbfbd 00"));
    var first = new UpdateIds(IdRanges.builder().add(7, 0, 1).build(), IdRanges.NONE);
    assertThat(Updates.intersect(V1, pair, first))
        .isEqualTo(bytes("01 01 07 00 04 01 01 74 03 efbfbd 00"));
  }

  /// What Yjs made of documents with all kinds of content that random histories do not have.
  @ParameterizedTest
  @CsvSource({
    // A document in the document.
    "010107002901016d01730267317602086175746f4c6f616478046d657461760101617d0100,"
        + "000001070000012908046d736731410002010100000101007602086175746f4c6f616478046d65746176010161"
        + "7d0100",
    // A hook.
    "01010700070101780502686b00, 000100010700000107060378686b0102010101050001010000",
    // Values that JSON does not have.
    "010207000801016107760201757f01697a000000000000000a7e7d407b444b1ae4d6e2ef507c4f0000007b3fb9999999"
        + "99999a760301327600023130750001627d0183070602010200,"
        + "0000024700010c0003080083030161010101000107010200760201757f01697a000000000000000a7e7d407b44"
        + "4b1ae4d6e2ef507c4f0000007b3fb999999999999a760301327600023130750001627d0102010200",
    // Numbers and texts as JSON.
    "010507000601017404626f6c6404747275658607000177053130302e35850701317b226e223a31652b32312c2266223a"
        + "31652d372c2273223a22e280a85c7530303031f09f98805c22222c2265223a7b7d7d86070204626f6c64046e75"
        + "6c6c8607030177046e756c6c00,"
        + "000300030102470303000301000706008600850086110b74626f6c6477626f6c64770104010401010100000105"
        + "00787c42c900007604016e7b444b1ae4d6e2ef5001667b3e7ad7f29abcaf4801737709e280a801f09f98802201"
        + "6576007e7e00",
    // The oldest arrays.
    "010107000201016103013109756e646566696e6564077b2261223a317d00,"
        + "000001070000010217126131756e646566696e65647b2261223a317d41000907010100010301010000",
  })
  void everyContentIsConvertedAsByYjs(String first, String second) {
    assertThat(Updates.convert(bytes(first), V1, V2)).isEqualTo(bytes(second));
    assertThat(Updates.convert(bytes(second), V2, V1)).isEqualTo(bytes(first));
    assertThat(Updates.merge(V1, List.of(bytes(first), bytes(first)))).isEqualTo(bytes(first));
    assertThat(Updates.stateVector(V1, bytes(first)))
        .isEqualTo(Updates.stateVector(V2, bytes(second)));
  }

  @Test
  void jsonIsWrittenAsByJavaScriptHoweverItWas() {
    var texts = bytes("01 01 07 00 02 01 01 61 02 0a 7b20226222203a2031 7d 03 312e30 00");
    var embed = bytes("01 01 07 00 05 01 01 74 12 7b2262223a312e302c2231223a2d307d20 20 00");
    assertThat(Updates.convert(Updates.convert(texts, V1, V2), V2, V1))
        .isEqualTo(bytes("010107000201016102077b2262223a317d013100"));
    assertThat(Updates.convert(embed, V1, V2))
        .isEqualTo(bytes("00000107000001050301740101010000010100760201317d4001627d0100"));
    assertThat(Updates.convert(embed, V1, V1))
        .isEqualTo(bytes("01010700050101740d7b2231223a302c2262223a317d00"));
  }

  @Test
  void neighboursOfEveryKindThatHasPartsAreJoined() {
    var values = List.of("01 01 07 00 08 01 01 61 01 78 00", "01 01 07 01 88 07 00 02 79 7e 00");
    assertThat(merged(values)).isEqualTo("010107000801016103" + "78797e00");
    var texts = List.of("01 01 07 00 02 01 01 61 01 01 31 00", "01 01 07 01 82 07 00 01 01 32 00");
    assertThat(merged(texts)).isEqualTo("010107000201016102" + "0131013200");
    var gone = List.of("01 01 07 00 01 01 01 61 02 00", "01 01 07 02 81 07 01 03 00");
    assertThat(merged(gone)).isEqualTo("010107000101016105" + "00");
    var nothing = List.of("01 01 07 00 00 02 00", "01 01 07 02 00 03 00");
    assertThat(merged(nothing)).isEqualTo("01010700" + "000500");
    var embeds = List.of("01 01 07 00 05 01 01 61 01 31 00", "01 01 07 01 85 07 00 01 32 00");
    assertThat(merged(embeds)).isEqualTo("01020700" + "050101610131" + "850700013200");
  }

  private static String merged(List<String> updates) {
    var bytes = updates.stream().map(UpdatesTest::bytes).toList();
    return HexFormat.of().formatHex(Updates.merge(V1, bytes));
  }

  @ParameterizedTest
  @EnumSource
  void manySmallUpdatesBecomeASmallOne(UpdateFormat format) {
    var updates = typed(format, 20_000);
    var merged = Updates.merge(format, updates);
    assertThat(merged.length).isLessThan(30_000);
    assertThat(Updates.stateVector(format, merged).clock(7)).isEqualTo(20_000);
    assertThat(Elements.of(format, merged)).isEqualTo(Elements.of(format, updates));
  }

  /// One character each, as people type: most of them behind the one before.
  private static List<byte[]> typed(UpdateFormat format, int count) {
    var random = new Random(7);
    var updates = new ArrayList<byte[]>();
    var right = new Id(7, 0);
    for (var clock = 0; clock < count; clock++) {
      var encoder = format.encoder();
      encoder.writeVarUint(1);
      encoder.writeVarUint(1);
      encoder.writeClient(7);
      encoder.writeVarUint(clock);
      if (clock == 0) {
        encoder.writeInfo(0x04);
        encoder.writeParentIsRoot(true);
        encoder.writeString("t");
      } else {
        var jumps = random.nextInt(20) == 0;
        if (jumps) right = new Id(7, random.nextInt(clock));
        encoder.writeInfo(0xC4);
        encoder.writeLeftId(new Id(7, jumps ? random.nextInt(clock) : clock - 1));
        encoder.writeRightId(right);
      }
      encoder.writeString(String.valueOf((char) ('a' + random.nextInt(26))));
      encoder.writeVarUint(0);
      updates.add(encoder.toBytes());
    }
    return updates;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
