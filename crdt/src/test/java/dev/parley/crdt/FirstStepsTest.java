package dev.parley.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.StateVector;
import dev.parley.crdt.update.Updates;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the README shows.
class FirstStepsTest {
  @Test
  void whatOneWritesTheOtherReads() {
    var doc = new Doc();
    var other = new Doc();
    doc.onUpdate((update, from) -> other.applyUpdate(update));
    var text = doc.text("notes");
    text.insert(0, "Hello world");
    text.format(0, 5, Map.of("bold", true));
    assertThat(other.text("notes").toDelta()).isEqualTo(text.toDelta());
    assertThat(other.text("notes")).hasToString("Hello world");
  }

  @Test
  void whatSomebodyLacksIsFoundWithAndWithoutADocument() {
    var doc = new Doc();
    var text = doc.text("notes");
    text.insert(0, "Hello");
    byte[] stored = doc.encodeState();
    var away = new Doc();
    away.applyUpdate(stored);
    byte[] theirVector = away.stateVector().encode();
    text.insert(5, " world");

    byte[] missing = doc.encodeState(UpdateFormat.V1, StateVector.decode(theirVector));
    byte[] merged = Updates.merge(UpdateFormat.V1, List.of(stored, missing));
    byte[] lacking = Updates.diff(UpdateFormat.V1, merged, StateVector.decode(theirVector));
    away.applyUpdate(lacking);
    assertThat(away.text("notes")).hasToString("Hello world");
  }
}
