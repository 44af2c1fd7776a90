package dev.parley.crdt.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.UpdateFormat;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdRangesTest {
  @ParameterizedTest
  @CsvSource({"V1, 0209010401070200050601", "V2, 0209010400070200040100"})
  void aDeleteSetHasTheBytesOfYjs(UpdateFormat format, String hex) {
    var ranges =
        IdRanges.builder().add(7, 3, 2).add(9, 4, 1).add(7, 1, 2).add(7, 0, 2).add(7, 6, 1).build();
    assertThat(ranges).hasToString("{9:4+1, 7:0+5, 7:6+1}");
    assertThat(HexFormat.of().formatHex(written(format, ranges))).isEqualTo(hex);
    assertThat(IdRanges.read(format.rangeDecoder(written(format, ranges)))).isEqualTo(ranges);
  }

  @Test
  void rangesAreNormalHoweverTheyCome() {
    // Three ranges of one client: overlapping, empty, and out of order.
    var bytes = HexFormat.of().parseHex("010703050209000106");
    assertThat(IdRanges.read(UpdateFormat.V1.rangeDecoder(bytes))).hasToString("{7:1+6}");
  }

  @ParameterizedTest
  @EnumSource
  void setsBehaveAsSetsOfIds(UpdateFormat format) {
    for (var seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      Set<Id> left = new HashSet<>();
      Set<Id> right = new HashSet<>();
      var one = ranges(random, left);
      var two = ranges(random, right);
      assertSame(one, left);
      var union = new HashSet<>(left);
      union.addAll(right);
      assertSame(one.union(two), union);
      var both = new HashSet<>(left);
      both.retainAll(right);
      assertSame(one.intersection(two), both);
      var rest = new HashSet<>(left);
      rest.removeAll(right);
      assertSame(one.minus(two), rest);
      assertThat(one.containsAll(two)).isEqualTo(left.containsAll(right));
      assertThat(one.containsAll(one.intersection(two))).isTrue();
      assertThat(IdRanges.read(format.rangeDecoder(written(format, one)))).isEqualTo(one);
    }
  }

  @Test
  void aRangeIsContainedOnlyAsAWhole() {
    var ranges = IdRanges.builder().add(1, 2, 3).add(1, 8, 2).build();
    assertThat(ranges.contains(1, 2, 3)).isTrue();
    assertThat(ranges.contains(1, 3, 3)).isFalse();
    assertThat(ranges.contains(1, 4, 5)).isFalse();
    assertThat(ranges.contains(2, 2, 1)).isFalse();
    assertThat(ranges.contains(2, 2, 0)).isTrue();
    assertThat(ranges.ranges(1)).containsExactly(new Range(2, 3), new Range(8, 2));
    assertThat(ranges.ranges(1).getFirst().end()).isEqualTo(5);
    assertThat(ranges.clients()).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "0107",
        "010701",
        "01070100",
        "ffffffffffffff0f",
        "0107ffffffffffffff0f",
        "010701ffffffff0701",
        "0107018080808008 01"
      })
  void whatIsNoDeleteSetIsRefused(String hex) {
    var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    for (var format : UpdateFormat.values()) {
      assertThatThrownBy(() -> IdRanges.read(format.rangeDecoder(bytes)))
          .isInstanceOf(MalformedUpdate.class);
    }
  }

  @Test
  void noneIsEmpty() {
    assertThat(IdRanges.NONE.isEmpty()).isTrue();
    assertThat(IdRanges.builder().add(1, 5, 0).build()).isSameAs(IdRanges.NONE);
    assertThat(written(UpdateFormat.V1, IdRanges.NONE)).containsExactly(0);
  }

  private static IdRanges ranges(Random random, Set<Id> ids) {
    var ranges = IdRanges.builder();
    for (var i = random.nextInt(12); i > 0; i--) {
      var client = random.nextLong(1, 4);
      var clock = random.nextInt(30);
      var length = random.nextInt(6);
      ranges.add(client, clock, length);
      for (var at = clock; at < clock + length; at++) ids.add(new Id(client, at));
    }
    return ranges.build();
  }

  private static void assertSame(IdRanges ranges, Set<Id> ids) {
    Set<Id> told = new HashSet<>();
    ranges.forEach((client, clock, length) -> {
      for (var at = clock; at < clock + length; at++) told.add(new Id(client, at));
    });
    assertThat(told).isEqualTo(ids);
    for (var client : List.of(1L, 2L, 3L)) {
      for (var clock = 0; clock < 40; clock++) {
        var id = new Id(client, clock);
        assertThat(ranges.contains(id)).isEqualTo(ids.contains(id));
      }
    }
    var rebuilt = IdRanges.builder();
    ids.forEach(id -> rebuilt.add(id.client(), id.clock(), 1));
    assertThat(rebuilt.build()).isEqualTo(ranges).hasSameHashCodeAs(ranges);
  }

  private static byte[] written(UpdateFormat format, IdRanges ranges) {
    var encoder = format.rangeEncoder();
    ranges.write(encoder);
    return encoder.toBytes();
  }
}
