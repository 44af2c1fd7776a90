package dev.parley.bench.workload;

import dev.parley.crdt.Doc;
import dev.parley.crdt.DocOptions;
import dev.parley.crdt.SharedArray;
import dev.parley.crdt.SharedMap;
import dev.parley.crdt.Text;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.StateVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document with a root of each kind, whose updates are in format V2.
record Replica(Doc doc, Text text, SharedArray array, SharedMap map) {
  static Replica of(long client) {
    var doc = new Doc(DocOptions.DEFAULT.withClient(client));
    return new Replica(doc, doc.text("text"), doc.array("array"), doc.map("map"));
  }

  Replica writingTo(List<byte[]> updates) {
    doc.onUpdate(UpdateFormat.V2, (update, from) -> updates.add(update));
    return this;
  }

  void apply(byte[] update) {
    doc.applyUpdate(UpdateFormat.V2, update, null);
  }

  byte[] encoded() {
    return doc.encodeState(UpdateFormat.V2, StateVector.EMPTY);
  }

  /// Everything in it, so that nothing is put off.
  List<@Nullable Object> read() {
    return Arrays.asList(text.toString(), array.toJson(), map.toJson());
  }
}
