package dev.parley.crdt.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.UpdateFormat;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotTest {
  private static final Snapshot SNAPSHOT =
      new Snapshot(
          IdRanges.builder().add(7, 1, 2).build(), StateVector.of(Map.of(7L, 5L, 9L, 1L, 8L, 0L)));

  @Test
  void aSnapshotHasTheBytesOfYjs() {
    assertThat(SNAPSHOT.encode(UpdateFormat.V1)).isEqualTo(bytes("0107010102" + "0209010705"));
    assertThat(SNAPSHOT.encode(UpdateFormat.V2)).isEqualTo(bytes("0107010101" + "0209010705"));
    assertThat(Snapshot.EMPTY.encode(UpdateFormat.V2)).isEqualTo(bytes("0000"));
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotIsReadOrRefused(UpdateFormat format) {
    var encoded = SNAPSHOT.encode(format);
    assertThat(Snapshot.decode(format, encoded)).isEqualTo(SNAPSHOT);
    for (var length = 0; length < encoded.length; length++) {
      var part = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> Snapshot.decode(format, part)).isInstanceOf(MalformedUpdate.class);
    }
  }

  @Test
  void whatWasThereIsVisible() {
    assertThat(SNAPSHOT.isVisible(new Id(7, 0))).isTrue();
    assertThat(SNAPSHOT.isVisible(new Id(7, 2))).isFalse();
    assertThat(SNAPSHOT.isVisible(new Id(7, 4))).isTrue();
    assertThat(SNAPSHOT.isVisible(new Id(7, 5))).isFalse();
    assertThat(SNAPSHOT.isVisible(new Id(1, 0))).isFalse();
  }

  @Test
  void aStateVectorHasTheBytesOfYjs() {
    var state = StateVector.of(Map.of(1L, 2L, (1L << 53) - 1, 3L));
    assertThat(state.encode()).isEqualTo(bytes("02 ffffffffffffff0f 03 01 02"));
    assertThat(StateVector.decode(state.encode())).isEqualTo(state).hasSameHashCodeAs(state);
    assertThat(StateVector.decode(bytes("00"))).isEqualTo(StateVector.EMPTY);
    assertThatThrownBy(() -> StateVector.decode(bytes("01 07 8080808008")))
        .isInstanceOf(MalformedUpdate.class);
  }

  @Test
  void aStateCoversWhatIsOlder() {
    var old = StateVector.of(Map.of(1L, 2L));
    var now = StateVector.of(Map.of(1L, 3L, 2L, 1L));
    assertThat(now.covers(old)).isTrue();
    assertThat(old.covers(now)).isFalse();
    assertThat(now.clock(3)).isZero();
    assertThat(now.clocks().keySet()).containsExactly(2L, 1L);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
