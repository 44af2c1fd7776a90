package dev.parley.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.StateVector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocTest {
  private static Doc doc(long client) {
    return new Doc(DocOptions.DEFAULT.withClient(client));
  }

  private static UndoOptions eachEdit() {
    return UndoOptions.DEFAULT.capturing(Duration.ZERO);
  }

  private static void exchange(Doc a, Doc b) {
    var toB = a.encodeState(UpdateFormat.V1, b.stateVector());
    var toA = b.encodeState(UpdateFormat.V2, a.stateVector());
    b.applyUpdate(toB);
    a.applyUpdate(UpdateFormat.V2, toA, "remote");
  }

  @Test
  void whatTwoTypeAtOnceIsTheSameForBoth() {
    var ada = doc(1);
    var bob = doc(2);
    ada.text("t").insert(0, "Hello");
    exchange(ada, bob);
    ada.text("t").insert(5, " Ada");
    bob.text("t").insert(5, " Bob");
    exchange(ada, bob);
    assertThat(ada.text("t").toString()).isEqualTo("Hello Ada Bob");
    assertThat(bob.text("t").toString()).isEqualTo("Hello Ada Bob");
    assertThat(ada.encodeState()).isEqualTo(bob.encodeState());
  }

  @Test
  void aListenerThatThrowsKeepsNothingFromTheOthers() {
    var doc = doc(1);
    var heard = new ArrayList<byte[]>();
    var fault = new IllegalStateException("full");
    doc.onUpdate((update, from) -> {
      throw fault;
    });
    doc.onUpdate((update, from) -> heard.add(update));
    assertThatThrownBy(() -> doc.text("t").insert(0, "x")).isSameAs(fault);
    assertThat(heard).hasSize(1);
    assertThat(doc.text("t").toString()).isEqualTo("x");
  }

  @Test
  void aListOfAnyLengthArrivesAsItIs() {
    for (var length : List.of(1, 16, 17, 32, 33, 6_000)) {
      var ada = doc(1);
      var bob = doc(2);
      var cyd = doc(3);
      ada.array("a").insertAll(0, Collections.nCopies(length, 7L));
      bob.applyUpdate(ada.encodeState());
      cyd.applyUpdate(UpdateFormat.V2, ada.encodeState(UpdateFormat.V2, StateVector.EMPTY), null);
      for (var other : List.of(bob, cyd)) {
        assertThat(other.array("a").length()).isEqualTo(length);
        assertThat(other.array("a").toJson()).isEqualTo(ada.array("a").toJson());
        assertThat(other.encodeState()).isEqualTo(ada.encodeState());
      }
    }
  }

  @Test
  void aDocumentIsReadAsJsonDeltaAndXml() {
    var doc = doc(1);
    doc.map("m").put("list", new NewType.NewArray(List.of(1, "two", true)));
    doc.text("t").insert(0, "bold", Map.of("bold", true));
    var child =
        new NewType.NewXmlElement("B", Map.of("id", 7), List.of(new NewType.NewXmlText("x")));
    doc.xmlFragment("x").insert(0, child);
    assertThat(doc.map("m").toJson()).isEqualTo(Map.of("list", List.of(1L, "two", true)));
    assertThat(doc.text("t").toDelta())
        .isEqualTo(Delta.builder().insert("bold", Map.of("bold", true)).build());
    assertThat(doc.xmlFragment("x").toXml()).isEqualTo("<b id=\"7\">x</b>");
  }

  @Test
  void updatesThatComeInReverseWaitForEachOther() {
    var ada = doc(1);
    var updates = new ArrayList<byte[]>();
    ada.onUpdate((update, from) -> updates.add(update));
    for (var word : List.of("one ", "two ", "three ")) {
      ada.text("t").insert(ada.text("t").length(), word);
    }
    ada.text("t").delete(0, 4);
    var bob = doc(2);
    for (var update : updates.reversed()) bob.applyUpdate(update);
    assertThat(bob.waiting().nothing()).isTrue();
    assertThat(bob.text("t").toString()).isEqualTo("two three ");
  }

  @Test
  void aStateWithWhatWaitsLosesNothing() {
    var ada = doc(1);
    var updates = new ArrayList<byte[]>();
    ada.onUpdate((update, from) -> updates.add(update));
    ada.text("t").insert(0, "a");
    ada.text("t").insert(1, "b");
    var bob = doc(2);
    bob.applyUpdate(updates.get(1));
    assertThat(bob.waiting().missing()).isEqualTo(Map.of(1L, 0L));
    var eve = doc(3);
    eve.applyUpdate(bob.encodeState());
    eve.applyUpdate(updates.get(0));
    assertThat(eve.text("t").toString()).isEqualTo("ab");
  }

  @Test
  void anUpdateThatBreaksOffChangesNothing() {
    var ada = doc(1);
    ada.text("t").insert(0, "Hello");
    ada.map("m").put("k", List.of(1, 2));
    var update = ada.encodeState();
    for (var length = 0; length < update.length; length++) {
      var bob = doc(2);
      var part = java.util.Arrays.copyOf(update, length);
      assertThatThrownBy(() -> bob.applyUpdate(part)).isInstanceOf(MalformedUpdate.class);
      assertThat(bob.stateVector()).isEqualTo(StateVector.EMPTY);
      assertThat(bob.waiting().nothing()).isTrue();
    }
  }

  @Test
  void typesThatAreNestedTooDeepAreNotReadButCanBeDeleted() {
    var ada = doc(1);
    var map = ada.map("m");
    for (var depth = 0; depth < 20_000; depth++) {
      map.put("k", new NewType.NewMap(Map.of()));
      map = (SharedMap) java.util.Objects.requireNonNull(map.get("k"));
    }
    var bob = doc(2);
    bob.applyUpdate(ada.encodeState());
    assertThatThrownBy(() -> bob.map("m").toJson()).isInstanceOf(IllegalStateException.class);
    bob.map("m").remove("k");
    assertThat(bob.map("m").toJson()).isEqualTo(Map.of());
  }

  @Test
  void anObserverHearsAfterTheTransaction() {
    var doc = doc(1);
    var text = doc.text("t");
    text.insert(0, "ac");
    var heard = new ArrayList<Delta>();
    try (var subscription = text.observe(event -> heard.add(event.delta()))) {
      assertThat(subscription).isNotNull();
      doc.transact(() -> {
        text.insert(1, "b");
        text.insert(3, "d");
      });
    }
    text.insert(0, "x");
    assertThat(heard)
        .containsExactly(Delta.builder().retain(1).insert("b").retain(1).insert("d").build());
  }

  @Test
  void undoTakesBackOwnEditsOnly() {
    var ada = doc(1);
    var bob = doc(2);
    ada.text("t").insert(0, "Hello");
    exchange(ada, bob);
    try (var undo = new UndoHistory(List.of(ada.text("t")), eachEdit())) {
      ada.text("t").delete(0, 4);
      bob.text("t").insert(5, "!");
      exchange(ada, bob);
      assertThat(undo.undo()).isTrue();
      assertThat(ada.text("t").toString()).isEqualTo("Hello!");
      assertThat(undo.redo()).isTrue();
      assertThat(ada.text("t").toString()).isEqualTo("o!");
    }
  }

  @Test
  void aPositionStaysWhereItIs() {
    var doc = doc(1);
    var text = doc.text("t");
    text.insert(0, "Hello");
    var position = RelativePosition.of(text, 4, 0);
    text.insert(0, "Oh, ");
    assertThat(position.resolve(doc)).hasValue(8);
    assertThat(RelativePosition.decode(position.encode()).resolve(doc)).hasValue(8);
  }

  @Test
  void manyRandomEditsFindTheirPlaces() {
    var random = new java.util.Random(11);
    var doc = doc(1);
    var text = doc.text("t");
    var expected = new StringBuilder();
    for (var i = 0; i < 5_000; i++) {
      var at = random.nextInt(expected.length() + 1);
      if (random.nextInt(4) == 0 && at < expected.length()) {
        var length = Math.min(expected.length() - at, 1 + random.nextInt(3));
        text.delete(at, length);
        expected.delete(at, at + length);
      } else {
        var word = "" + (char) ('a' + random.nextInt(26));
        text.insert(at, word);
        expected.insert(at, word);
      }
    }
    assertThat(text.toString()).as("seed 11").isEqualTo(expected.toString());
  }

  @Test
  void twoSnapshotsOfATextShowWhatCameAndWent() {
    var doc = new Doc(DocOptions.DEFAULT.withClient(1).keepingDeleted());
    var text = doc.text("t");
    text.insert(0, "Hello world");
    var before = doc.snapshot();
    text.delete(0, 5);
    text.insert(0, "Dear");
    var after = doc.snapshot();
    text.insert(0, "Oh, ");
    assertThat(text.toDelta(before)).isEqualTo(Delta.builder().insert("Hello world").build());
    assertThat(text.toDelta(after, before))
        .isEqualTo(
            Delta.builder()
                .insert("Hello", Map.of("ychange", Map.of("type", "removed")))
                .insert("Dear", Map.of("ychange", Map.of("type", "added")))
                .insert(" world")
                .build());
    assertThat(doc.at(before).text("t").toString()).isEqualTo("Hello world");
  }

  @Test
  void aDocumentThatDropsWhatIsDeletedSaysSo() {
    var doc = doc(1);
    var now = doc.snapshot();
    assertThatThrownBy(() -> doc.at(now)).hasMessage("the deleted content is gone");
    assertThatThrownBy(() -> doc.text("t").toDelta(now, now))
        .hasMessage("the deleted content is gone");
  }
}
