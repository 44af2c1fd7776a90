package dev.parley.crdt.update;

import static dev.parley.crdt.codec.UpdateFormat.V1;
import static dev.parley.crdt.codec.UpdateFormat.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crdt.ids.Snapshot;
import dev.parley.crdt.ids.StateVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YjsUpdatesTest {
  static List<Fixture> fixtures() {
    return Fixture.all();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void convertedUpdatesHaveTheBytesOfYjs(Fixture fixture) {
    assertThat(Updates.convert(fixture.merged(), V1, V2)).isEqualTo(fixture.mergedV2());
    assertThat(Updates.convert(fixture.mergedV2(), V2, V1)).isEqualTo(fixture.merged());
    assertThat(Updates.convert(fixture.merged(), V1, V1)).isEqualTo(fixture.merged());
    assertThat(Updates.convert(fixture.stateV2(), V2, V2))
        .isEqualTo(Updates.convert(fixture.state(), V1, V2));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void diffsHaveTheBytesOfYjs(Fixture fixture) {
    var known = StateVector.decode(fixture.known());
    assertThat(Updates.diff(V1, fixture.merged(), known)).isEqualTo(fixture.diff());
    var diffV2 = Updates.diff(V2, fixture.mergedV2(), known);
    assertThat(diffV2).isEqualTo(Updates.convert(fixture.diff(), V1, V2));
    assertThat(Updates.diff(V1, fixture.merged(), StateVector.EMPTY)).isEqualTo(fixture.merged());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void statesHaveTheBytesOfYjs(Fixture fixture) {
    var state = Updates.stateVector(V1, fixture.merged());
    assertThat(state.encode()).isEqualTo(fixture.mergedState());
    assertThat(Updates.stateVector(V2, fixture.mergedV2())).isEqualTo(state);
    assertThat(Snapshot.decode(V1, fixture.snapshot()).encode(V1)).isEqualTo(fixture.snapshot());
    assertThat(Snapshot.decode(V1, fixture.snapshot()).encode(V2)).isEqualTo(fixture.snapshotV2());
    assertThat(Snapshot.decode(V2, fixture.snapshotV2()))
        .isEqualTo(Snapshot.decode(V1, fixture.snapshot()));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void exactlyMergedUpdatesHaveTheBytesOfYjs(Fixture fixture) {
    assertThat(Updates.mergeExactly(V1, fixture.updates())).isEqualTo(fixture.merged());
    var converted = fixture.updates().stream().map(one -> Updates.convert(one, V1, V2)).toList();
    assertThat(Updates.mergeExactly(V2, converted)).isEqualTo(fixture.mergedV2());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void mergedUpdatesSayTheSameOfEveryElement(Fixture fixture) {
    var merged = Updates.merge(V1, fixture.updates());
    assertThat(Elements.of(V1, merged)).isEqualTo(Elements.of(V1, fixture.updates()));
    assertThat(Elements.of(V1, merged)).isEqualTo(Elements.of(V1, fixture.merged()));
    var converted = fixture.updates().stream().map(one -> Updates.convert(one, V1, V2)).toList();
    assertThat(Updates.merge(V2, converted)).isEqualTo(Updates.convert(merged, V1, V2));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void mergingDoesNotDependOnOrderOrGroups(Fixture fixture) {
    var merged = Updates.merge(V1, fixture.updates());
    var random = new Random(fixture.id().hashCode());
    var shuffled = new ArrayList<>(fixture.updates());
    Collections.shuffle(shuffled, random);
    var middle = random.nextInt(shuffled.size());
    var grouped =
        List.of(
            Updates.merge(V1, shuffled.subList(middle, shuffled.size())),
            Updates.merge(V1, shuffled.subList(0, middle)));
    var ids = Updates.ids(V1, merged);
    var regrouped = Updates.merge(V1, grouped);
    assertThat(Updates.ids(V1, regrouped)).isEqualTo(ids);
    assertThat(Updates.merge(V1, List.of(merged, merged))).isEqualTo(merged);
    assertThat(Updates.meta(V1, regrouped)).isEqualTo(Updates.meta(V1, merged));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aDocumentContainsItsUpdates(Fixture fixture) {
    var snapshot = Snapshot.decode(V1, fixture.snapshot());
    for (var update : fixture.updates()) {
      assertThat(Updates.isContained(V1, update, snapshot)).isTrue();
      var empty = Updates.ids(V1, update);
      assertThat(Updates.isContained(V1, update, Snapshot.EMPTY))
          .isEqualTo(empty.inserted().isEmpty() && empty.deleted().isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void partsOfAnUpdateMakeTheWhole(Fixture fixture) {
    var whole = fixture.state();
    var ids = Updates.ids(V1, whole);
    var known = Updates.ids(V1, fixture.updates().getFirst());
    var rest =
        new UpdateIds(ids.inserted().minus(known.inserted()), ids.deleted().minus(known.deleted()));
    var part = Updates.intersect(V1, whole, known);
    var other = Updates.intersect(V1, whole, rest);
    assertThat(Updates.ids(V1, other)).isEqualTo(rest);
    assertThat(Elements.of(V1, Updates.merge(V1, List.of(part, other))).elements().keySet())
        .isEqualTo(Elements.of(V1, whole).elements().keySet());
    assertThat(Elements.of(V1, Updates.intersect(V1, whole, ids)))
        .isEqualTo(Elements.of(V1, whole));
  }
}
