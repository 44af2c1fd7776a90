package dev.parley.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.StateVector;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Documents for the fuzzer, and how they are compared.
final class Samples {
  /// Who writes where a document has content; another one comes back with each fuzzed update.
  static final long WRITER = 7;

  private static final long READER = 4_000_000_000L;
  private static final byte[] CONTENT = content();

  private Samples() {}

  static Doc empty() {
    var doc = new Doc(DocOptions.DEFAULT.withClient(READER));
    roots(doc);
    return doc;
  }

  static Doc filled() {
    var doc = empty();
    doc.applyUpdate(CONTENT);
    return doc;
  }

  /// One that only follows: what others keep, it does not tidy.
  static Doc follower() {
    var doc = new Doc(DocOptions.DEFAULT.withClient(READER + 1).leavingFormats());
    roots(doc);
    return doc;
  }

  /// The roots that the kept inputs write to.
  private static void roots(Doc doc) {
    doc.text("t");
    doc.array("a");
    doc.map("m");
    doc.xmlFragment("x");
  }

  private static byte[] content() {
    var doc = new Doc(DocOptions.DEFAULT.withClient(WRITER));
    var text = doc.text("t");
    text.insert(0, "Hello \uD83D\uDE00 world");
    text.format(0, 5, Map.of("bold", true));
    text.insertEmbed(3, Map.of("image", "i"), Map.of());
    text.delete(1, 2);
    var inner = new NewType.NewArray(List.of("deep", new NewType.NewText("er")));
    doc.array("a").addAll(List.of(1, "two", inner));
    doc.map("m").put("k", new NewType.NewMap(Map.of("n", 1)));
    doc.map("m").put("k", 2);
    doc.map("m").put("gone", new NewType.NewText("gone"));
    doc.map("m").remove("gone");
    var paragraph = new NewType.NewXmlText("inside");
    doc.xmlFragment("x")
        .insert(0, new NewType.NewXmlElement("p", Map.of("c", "d"), List.of(paragraph)));
    return doc.encodeState();
  }

  /// All that a program can read.
  static void read(Doc doc) {
    try {
      doc.text("t").toDelta();
      doc.array("a").toJson();
      doc.map("m").toJson();
      doc.xmlFragment("x").toXml();
    } catch (IllegalStateException tooDeep) {
      assertThat(tooDeep).hasMessageContaining("too deep");
    }
  }

  static List<Object> everythingOf(Doc doc) {
    return List.of(
        Bytes.of(doc.encodeState()),
        Bytes.of(doc.encodeState(UpdateFormat.V2, StateVector.EMPTY)),
        doc.stateVector(),
        doc.snapshot(),
        doc.waiting());
  }

  /// That another document is made of what this one writes, in both formats.
  static void assertLoadsAgain(Doc doc) {
    for (var format : UpdateFormat.values()) {
      var copy = follower();
      copy.applyUpdate(format, doc.encodeState(format, StateVector.EMPTY), null);
      assertSame(copy, doc);
      var again = follower();
      again.applyUpdate(format, copy.encodeState(format, StateVector.EMPTY), null);
      assertThat(again.encodeState(format, StateVector.EMPTY))
          .isEqualTo(copy.encodeState(format, StateVector.EMPTY));
    }
  }

  /// That a document that was made of another one's bytes has the same elements and shows the same
  /// text. What waits there although it is known, for the sake of a lie about what it needs, is not
  /// written.
  static void assertSame(Doc one, Doc other) {
    assertThat(one.stateVector()).isEqualTo(other.stateVector());
    assertThat(one.snapshot().deleted()).isEqualTo(other.snapshot().deleted());
    assertThat(one.waiting().structs() && !other.waiting().structs()).isFalse();
    assertThat(one.waiting().deletes()).isEqualTo(other.waiting().deletes());
    assertThat(visible(one)).isEqualTo(visible(other));
  }

  private static List<Object> visible(Doc doc) {
    // A surrogate that stands alone is written as another character.
    var text = doc.text("t").toString().replaceAll("[\\ud800-\\udfff\\ufffd]", "?");
    return List.of(
        text,
        doc.text("t").length(),
        doc.array("a").length(),
        doc.map("m").keySet(),
        doc.xmlFragment("x").length());
  }

  /// Bytes that compare.
  record Bytes(String hex) {
    static Bytes of(byte[] bytes) {
      return new Bytes(HexFormat.of().formatHex(bytes));
    }
  }
}
