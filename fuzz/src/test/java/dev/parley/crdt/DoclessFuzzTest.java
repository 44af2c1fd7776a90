package dev.parley.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.StateVector;
import dev.parley.crdt.update.UpdateIds;
import dev.parley.crdt.update.Updates;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is done with updates of strangers without a document: what is made of an update that a
/// document takes is taken as well, and says the same.
class DoclessFuzzTest {
  private static final StateVector KNOWN = StateVector.of(Map.of(7L, 3L, 1L, 1L));

  @FuzzTest
  void theFirstFormatIsTreatedAsADocumentDoes(byte[] update) {
    treat(UpdateFormat.V1, update);
  }

  @FuzzTest
  void theSecondFormatIsTreatedAsADocumentDoes(byte[] update) {
    treat(UpdateFormat.V2, update);
  }

  /// Two updates, of which the first byte tells the length of the first.
  @FuzzTest
  void whatIsMergedDoesWhatItsPartsDo(byte[] bytes) {
    if (bytes.length == 0) return;
    int length = Math.min(bytes[0] & 0xFF, bytes.length - 1);
    var first = Arrays.copyOfRange(bytes, 1, 1 + length);
    var second = Arrays.copyOfRange(bytes, 1 + length, bytes.length);
    try {
      Samples.filled().applyUpdate(first);
      Samples.filled().applyUpdate(second);
    } catch (MalformedUpdate refused) {
      return;
    }
    for (var merged :
        List.of(
            Updates.merge(UpdateFormat.V1, List.of(first, second)),
            Updates.mergeExactly(UpdateFormat.V1, List.of(first, second)))) {
      loaded(UpdateFormat.V1, merged);
      var ids = Updates.ids(UpdateFormat.V1, merged);
      var one = Updates.ids(UpdateFormat.V1, first);
      var other = Updates.ids(UpdateFormat.V1, second);
      assertThat(ids.inserted()).isEqualTo(one.inserted().union(other.inserted()));
      assertThat(ids.deleted()).isEqualTo(one.deleted().union(other.deleted()));
    }
  }

  private static void treat(UpdateFormat format, byte[] update) {
    measure(format, update);
    var other = format == UpdateFormat.V1 ? UpdateFormat.V2 : UpdateFormat.V1;
    byte[] converted;
    try {
      converted = Updates.convert(update, format, other);
    } catch (MalformedUpdate refused) {
      assertThat(load(format, update)).isEmpty();
      return;
    }
    var doc = loaded(format, update);
    Samples.assertSame(loaded(other, converted), doc);
    var back = Updates.convert(converted, other, format);
    assertThat(Updates.convert(Updates.convert(back, format, other), other, format))
        .isEqualTo(back);
    Samples.assertSame(loaded(format, Updates.merge(format, List.of(update))), doc);
    loaded(format, Updates.mergeExactly(format, List.of(update, back)));
    loaded(format, Updates.diff(format, update, KNOWN));
    var ids = Updates.ids(format, update);
    loaded(format, Updates.intersect(format, update, ids));
    var both = ids.inserted().intersection(ids.deleted());
    loaded(format, Updates.intersect(format, update, new UpdateIds(both, both)));
    agrees(format, update, doc);
  }

  /// What a document of nothing but this update says of itself is what the bytes say.
  private static void agrees(UpdateFormat format, byte[] update, Doc doc) {
    if (doc.waiting().structs()) return;
    var vector = doc.stateVector();
    var ids = Updates.ids(format, update);
    assertThat(Updates.stateVector(format, update)).isEqualTo(vector);
    if (!doc.waiting().deletes()) {
      assertThat(doc.snapshot().deleted().containsAll(ids.deleted())).isTrue();
    }
    var diff = loaded(format, Updates.diff(format, update, KNOWN));
    var lacking = loaded(format, doc.encodeState(format, KNOWN));
    assertThat(diff.waiting().structs()).isEqualTo(lacking.waiting().structs());
    assertThat(diff.stateVector()).isEqualTo(lacking.stateVector());
  }

  private static void measure(UpdateFormat format, byte[] update) {
    try {
      Updates.meta(format, update);
      Updates.stateVector(format, update);
      Updates.ids(format, update);
    } catch (MalformedUpdate refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  private static Doc loaded(UpdateFormat format, byte[] update) {
    var doc = Samples.follower();
    doc.applyUpdate(format, update, null);
    return doc;
  }

  private static Optional<Doc> load(UpdateFormat format, byte[] update) {
    try {
      return Optional.of(loaded(format, update));
    } catch (MalformedUpdate refused) {
      return Optional.empty();
    }
  }
}
