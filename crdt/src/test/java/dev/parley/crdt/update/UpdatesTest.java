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
