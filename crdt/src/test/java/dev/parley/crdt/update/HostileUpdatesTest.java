package dev.parley.crdt.update;

import static dev.parley.crdt.codec.UpdateFormat.V1;
import static dev.parley.crdt.codec.UpdateFormat.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.Snapshot;
import dev.parley.crdt.ids.StateVector;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileUpdatesTest {
  private static final long ALLOCATED_MAX = 200_000;

  @Test
  void noPartOfAnUpdateIsAnUpdate() {
    for (var fixture : Fixture.all().subList(0, 2)) {
      assertPartsRefused(V1, fixture.state());
      assertPartsRefused(V2, fixture.stateV2());
    }
  }

  @Test
  void changedBytesAreReadOrRefused() {
    var random = new Random(8);
    var refused = 0;
    for (var fixture : Fixture.all()) {
      for (var i = 0; i < 150; i++) {
        var format = random.nextBoolean() ? V1 : V2;
        var bytes = (format == V1 ? fixture.state() : fixture.stateV2()).clone();
        for (var j = random.nextInt(1, 4); j > 0; j--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        for (var reading : readings(format)) {
          try {
            reading.accept(bytes);
          } catch (MalformedUpdate expected) {
            refused++;
          }
        }
      }
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "V1, ffffffffffffff0f",
    "V1, 01 ffffffffffffff0f 07 00",
    "V1, 01 01 07 00 04 01 01 74 ffffffffffffff0f 00",
    "V1, 01 01 07 00 08 01 01 74 ffffffff07 7e 00",
    "V1, 01 01 07 00 02 01 01 74 ffffffff07 0131 00",
    "V1, 01 01 07 00 03 01 01 74 ffffffff07 00 00",
    "V1, 01 01 07 00 01 01 01 74 8080808008 00",
    "V1, 01 01 07 00 0b 01 01 74 01 00",
    "V1, 01 01 07 00 07 01 01 74 07 00",
    "V1, 01 01 07 00 04 01 01 74 00 00",
    "V1, 01 01 07 00 00 00 00",
    "V1, 01 02 07 00 00 ffffffff07 00 01 00",
    "V1, 00 01 07 ffffffffffffff0f 01 01",
    "V2, 00 00 00 00 00 01 00 01 00 00 00 00 01 ffffffffffffff0f",
  })
  void hugeNumbersAreRefusedAtOnce(UpdateFormat format, String hex) {
    var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertRefused(format, bytes);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (var reading : readings(format)) {
      var before = threads.getCurrentThreadAllocatedBytes();
      assertThatThrownBy(() -> reading.accept(bytes)).isInstanceOf(MalformedUpdate.class);
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOCATED_MAX);
    }
  }

  @Test
  void structsWithoutBytesHaveALimit() {
    // Client 7 has 2^53-1 removed elements, of which each is the same byte again.
    var hex = "00 00 01 07 00 00 01 00 01 00 00 00 09 41 ffffffffffffff0f 01 ffffffffffffff0f 00";
    assertRefused(V2, HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static void assertPartsRefused(UpdateFormat format, byte[] update) {
    for (var length = 0; length < update.length; length++) {
      assertRefused(format, Arrays.copyOf(update, length));
    }
  }

  private static void assertRefused(UpdateFormat format, byte[] bytes) {
    for (var reading : readings(format)) {
      assertThatThrownBy(() -> reading.accept(bytes)).isInstanceOf(MalformedUpdate.class);
    }
  }

  private static List<Consumer<byte[]>> readings(UpdateFormat format) {
    var known = StateVector.of(Map.of(1L, 3L));
    return List.of(
        update -> Updates.merge(format, List.of(update)),
        update -> Updates.mergeExactly(format, List.of(update, update)),
        update -> Updates.convert(update, format, V1),
        update -> Updates.convert(update, format, V2),
        update -> Updates.diff(format, update, known),
        update -> Updates.ids(format, update),
        update -> Updates.isContained(format, update, Snapshot.EMPTY));
  }
}
