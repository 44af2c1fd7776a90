package dev.parley.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.MalformedUpdate.Reason;
import dev.parley.crdt.codec.StructEncoder;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.StateVector;
import dev.parley.crdt.update.Updates;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileDocTest {
  private static final int FLOOD = 10_000;
  private static final int UPDATE_LENGTH = 100;
  private static final long FLOOD_NANOS_MAX = 5_000_000_000L;

  private static Doc doc(Limits limits) {
    return new Doc(DocOptions.DEFAULT.withClient(1).within(limits));
  }

  private static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes.replace(" ", ""));
  }

  private static void assertRefused(Doc doc, byte[] update, Reason reason) {
    var before = doc.encodeState();
    assertThatThrownBy(() -> doc.applyUpdate(update))
        .isInstanceOfSatisfying(
            MalformedUpdate.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(doc.encodeState()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "TOO_MANY_CLIENTS, 03 01 09 00 00 01 01 08 00 00 01 01 07 00 00 01 00",
    "TOO_MANY_RANGES, 00 01 07 03 00 01 02 01 04 01",
    "KEY_TOO_LONG, 01 01 09 00 04 01 05 6162636465 01 78 00",
    "KEY_TOO_LONG, 01 01 09 00 28 01 01 6d 05 6162636465 01 7e 00",
    "KEY_TOO_LONG, 01 01 09 00 06 01 01 74 05 6162636465 01 31 00",
    "CLOCK_TOO_LARGE, 01 01 07 ffffffff07 00 01 00",
    "MALFORMED, 01 01 09 00 02 01 01 61 01 02 7b5d 00",
  })
  void eachLimitHasItsCode(Reason reason, String bytes) {
    var limits = Limits.DEFAULT.withClients(2).withRanges(2).withKeyLength(4);
    assertRefused(doc(limits), hex(bytes), reason);
  }

  @Test
  void structsOfNoBytesAreFew() {
    // Client 7 has 40,000 removed elements, of which each is the same byte again.
    var runs = hex("00 00 01 07 00 00 01 00 01 00 00 00 04 41 beb802 01 c0b802 00 00");
    assertThatThrownBy(() -> doc(Limits.DEFAULT).applyUpdate(UpdateFormat.V2, runs, null))
        .isInstanceOfSatisfying(
            MalformedUpdate.class, e -> assertThat(e.code()).isEqualTo("too-many-structs"));
  }

  @Test
  void aLargeUpdateIsRefusedBeforeItIsRead() {
    assertRefused(doc(Limits.DEFAULT.withUpdateBytes(1)), hex("0000"), Reason.TOO_LARGE);
  }

  @Test
  void whatIsRefusedLeavesNoRoomBehind() {
    var out = UpdateFormat.V1.encoder();
    out.writeVarUint(100_000);
    for (var i = 0; i < 50_000; i++) {
      out.writeVarUint(0);
      out.writeClient(1_000_000 + i);
      out.writeVarUint(0);
    }
    var doc = doc(Limits.DEFAULT);
    assertRefused(doc, out.toBytes(), Reason.MALFORMED);
    var small = hex("01 01 63 00");
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> doc.applyUpdate(small)).isInstanceOf(MalformedUpdate.class);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(50_000);
  }

  /// An update that needs the one before it, which is of the same client.
  private static byte[] waits(long client, long clock) {
    return update(out -> {
      out.writeVarUint(1);
      out.writeVarUint(1);
      out.writeClient(client);
      out.writeVarUint(clock);
      out.writeInfo(0x84);
      out.writeLeftId(new Id(client, clock - 1));
      out.writeString("x".repeat(UPDATE_LENGTH - 12));
      out.writeVarUint(0);
    });
  }

  private static byte[] update(Consumer<StructEncoder> body) {
    var out = UpdateFormat.V1.encoder();
    body.accept(out);
    return out.toBytes();
  }

  private static List<byte[]> flood(boolean ofOne, int count) {
    var flood = new ArrayList<byte[]>();
    for (var i = 0; i < count; i++) flood.add(waits(ofOne ? 9 : 9 + i, ofOne ? 1000L * i + 5 : 5));
    return flood;
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aFloodThatWaitsTakesTimeByItsLength(boolean ofOne) {
    // Many times as long if it were by the square; a fraction of it as it is.
    assertThat(take(flood(ofOne, 4 * FLOOD))).isLessThan(FLOOD_NANOS_MAX);
    var shuffled = flood(ofOne, 4 * FLOOD);
    Collections.shuffle(shuffled, new Random(3));
    assertThat(take(shuffled)).isLessThan(FLOOD_NANOS_MAX);
  }

  private static long take(List<byte[]> updates) {
    var threads = ManagementFactory.getThreadMXBean();
    var doc = doc(Limits.DEFAULT);
    var before = threads.getCurrentThreadCpuTime();
    updates.forEach(doc::applyUpdate);
    assertThat(doc.waiting().structs()).isTrue();
    return threads.getCurrentThreadCpuTime() - before;
  }

  @Test
  void aFloodOfDeletesThatWaitIsBounded() {
    var doc = doc(Limits.DEFAULT.withWaiting(100, 1 << 20));
    for (var i = 0; i < 100; i++) doc.applyUpdate(update(deletes(1000L + i)));
    assertRefused(doc, update(deletes(5000)), Reason.TOO_MUCH_WAITS);
  }

  private static Consumer<StructEncoder> deletes(long client) {
    return out -> {
      out.writeVarUint(0);
      out.writeVarUint(1);
      out.resetDeleteSet();
      out.writeVarUint(client);
      out.writeVarUint(1);
      out.writeDeleteClock(0);
      out.writeDeleteLength(5);
    };
  }

  @Test
  void whatNeedsNothingIsTakenThoughAllRoomIsFull() {
    var author = new Doc(DocOptions.DEFAULT.withClient(77));
    var updates = new ArrayList<byte[]>();
    author.onUpdate((update, from) -> updates.add(update));
    for (var i = 0; i < 20; i++) author.text("t").insert(0, "word " + i);
    var doc = doc(Limits.DEFAULT.withWaiting(4, 1 << 20));
    for (var i = 0; i < 4; i++) doc.applyUpdate(waits(9 + i, 5));
    assertRefused(doc, waits(20, 5), Reason.TOO_MUCH_WAITS);
    assertRefused(doc, updates.get(1), Reason.TOO_MUCH_WAITS);
    updates.forEach(doc::applyUpdate);
    assertThat(doc.text("t").toString()).isEqualTo(author.text("t").toString());
    assertThat(doc.waiting().structs()).isTrue();
  }

  @Test
  void roomIsFreedWhenWhatWasMissingComes() {
    var doc = doc(Limits.DEFAULT.withWaiting(1000, 200));
    for (var round = 0; round < 50; round++) {
      var author = new Doc(DocOptions.DEFAULT.withClient(100 + round));
      var updates = new ArrayList<byte[]>();
      author.onUpdate((update, from) -> updates.add(update));
      author.text("t").insert(0, "a");
      author.text("t").insert(1, "b".repeat(150));
      doc.applyUpdate(updates.get(1));
      doc.applyUpdate(updates.get(0));
      assertThat(doc.waiting().nothing()).isTrue();
    }
    assertThat(doc.text("t").length()).isEqualTo(50 * 151);
  }

  @Test
  void theBytesThatWaitAreBoundedWhateverIsRetried() {
    var doc = doc(Limits.DEFAULT.withWaiting(1000, 10 * UPDATE_LENGTH));
    var refused = 0;
    for (var i = 0; i < 40; i++) {
      try {
        doc.applyUpdate(waits(1000 + i, 5));
      } catch (MalformedUpdate e) {
        refused++;
      }
      // Something that was missing comes each time, but never all of it.
      var first = 1000 + i;
      doc.applyUpdate(
          update(out -> {
            out.writeVarUint(1);
            out.writeVarUint(1);
            out.writeClient(first);
            out.writeVarUint(0);
            out.writeInfo(0);
            out.writeLength(1);
            out.writeVarUint(0);
          }));
    }
    assertThat(refused).isGreaterThan(20);
    assertThat(doc.encodeState()).hasSizeLessThan(20 * UPDATE_LENGTH);
  }

  @Test
  void manyRangesDeleteWhatEachOfThemDeletes() {
    var random = new Random(11);
    for (var round = 0; round < 60; round++) {
      var author = new Doc(DocOptions.DEFAULT.withClient(5).keepingDeleted());
      edit(author, random);
      var state = author.encodeState();
      var length = (int) author.stateVector().clock(5);
      var ranges = new ArrayList<int[]>();
      for (var at = random.nextInt(3); at < length - 4; at += 2 + random.nextInt(4)) {
        ranges.add(new int[] {at, 1 + random.nextInt(2)});
      }
      var together = new Doc(DocOptions.DEFAULT.withClient(1).leavingFormats());
      var apart = new Doc(DocOptions.DEFAULT.withClient(1).leavingFormats());
      together.applyUpdate(state);
      apart.applyUpdate(state);
      together.applyUpdate(deletes(5, ranges));
      apart.transact(() -> ranges.forEach(range -> apart.applyUpdate(deletes(5, List.of(range)))));
      assertThat(together.encodeState()).isEqualTo(apart.encodeState());
      assertThat(together.text("t").toString()).isEqualTo(apart.text("t").toString());
      assertThat(together.encodeState(UpdateFormat.V2, StateVector.EMPTY))
          .isEqualTo(apart.encodeState(UpdateFormat.V2, StateVector.EMPTY));
    }
  }

  private static void edit(Doc author, Random random) {
    for (var i = 0; i < 12; i++) {
      var text = author.text("t");
      text.insert(
          random.nextInt(text.length() + 1), "ab\uD83D\uDE00cd".repeat(1 + random.nextInt(6)));
      if (i % 4 == 0) text.format(0, text.length() / 2, Map.of("b", i));
      author.array("a").insertAll(0, List.of(1, "two", new NewType.NewText("in"), 3, 4, 5));
      if (i % 3 == 0) text.delete(random.nextInt(text.length()), 1);
    }
  }

  private static byte[] deletes(long client, List<int[]> ranges) {
    return update(out -> {
      out.writeVarUint(0);
      out.writeVarUint(1);
      out.resetDeleteSet();
      out.writeVarUint(client);
      out.writeVarUint(ranges.size());
      for (var range : ranges) {
        out.writeDeleteClock(range[0]);
        out.writeDeleteLength(range[1]);
      }
    });
  }

  @Test
  void aKeyThatWasSetVeryOftenIsSetSoon() {
    var one =
        update(out -> {
          out.writeVarUint(1);
          out.writeVarUint(200_000);
          out.writeClient(9);
          out.writeVarUint(0);
          for (var i = 0; i < 200_000; i++) {
            out.writeInfo(0x28);
            out.writeParentIsRoot(true);
            out.writeString("m");
            out.writeString("k");
            out.writeLength(1);
            out.writeAny((long) i);
          }
          out.writeVarUint(0);
        });
    var doc = doc(Limits.DEFAULT);
    var threads = ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadCpuTime();
    doc.applyUpdate(one);
    assertThat(threads.getCurrentThreadCpuTime() - before).isLessThan(5_000_000_000L);
    assertThat(doc.map("m").get("k")).isEqualTo(0L);
  }

  @Test
  void aDocumentRestoresMoreThanItTakesOfOthers() {
    var author = new Doc(DocOptions.DEFAULT.withClient(5));
    for (var i = 0; i < 20_000; i++) author.text("t").insert(0, "x");
    author.text("t").delete(0, 20_000);
    var state = author.encodeState(UpdateFormat.V2, StateVector.EMPTY);
    var doc = doc(Limits.DEFAULT);
    assertThatThrownBy(() -> doc.applyUpdate(UpdateFormat.V2, state, null))
        .isInstanceOfSatisfying(
            MalformedUpdate.class, e -> assertThat(e.code()).isEqualTo("too-many-structs"));
    doc.restore(UpdateFormat.V2, state);
    assertThat(doc.stateVector()).isEqualTo(author.stateVector());
  }

  @Test
  void valuesOfOthersCannotBeChanged() {
    var author = new Doc();
    author.map("m").put("k", Map.of("list", List.of(1)));
    var doc = new Doc();
    doc.applyUpdate(author.encodeState());
    if (!(doc.map("m").get("k") instanceof Map<?, ?> map)) throw new AssertionError("no map");
    if (!(map.get("list") instanceof List<?> list)) throw new AssertionError("no list");
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whatIsMergedWithClientsInAnyOrderLoads() {
    var ascending = hex("02 01 05 00 04 01 01 74 01 61 01 09 00 04 01 01 74 01 62 00");
    var other = hex("01 01 09 01 84 09 00 01 63 00");
    var merged = Updates.mergeExactly(UpdateFormat.V1, List.of(ascending, other));
    var doc = doc(Limits.DEFAULT);
    doc.applyUpdate(merged);
    assertThat(doc.text("t").length()).isEqualTo(3);
  }
}
