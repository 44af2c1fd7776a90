package dev.parley.bench.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.crdt.Doc;
import dev.parley.crdt.DocOptions;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.StateVector;
import dev.parley.crdt.update.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// B4: a paper as it was typed, and what a server does with such a document.
final class PaperRuns {
  private static final long WRITER = 1;
  private static final long READER = 2;
  private static final int MERGED = 20_000;
  private static final int SCATTERED = 20_000;
  private static final int DOCUMENTS = 20;
  private static final double MEGA = 1e6;

  private final Meter meter;
  private final Paper paper;

  PaperRuns(Meter meter, Paper paper) {
    this.meter = meter;
    this.paper = paper;
  }

  private record Replayed(Doc doc, List<byte[]> updates) {
    static Replayed of(List<Paper.Patch> patches) {
      var updates = new ArrayList<byte[]>();
      var doc = document(WRITER);
      doc.onUpdate((update, from) -> updates.add(update));
      var text = doc.text("text");
      for (var patch : patches) {
        if (patch.deleted() > 0) text.delete(patch.at(), patch.deleted());
        if (!patch.inserted().isEmpty()) text.insert(patch.at(), patch.inserted());
      }
      return new Replayed(doc, updates);
    }
  }

  /// A document into which much is inserted, and the bytes of the updates.
  private static final class Scattered {
    private final Doc doc;
    private long emitted;

    Scattered(byte[] bytes) {
      doc = loaded(UpdateFormat.V1, bytes);
      doc.onUpdate((update, from) -> emitted += update.length);
    }

    Scattered run() {
      var text = doc.text("text");
      var draws = new Draws(7);
      for (int i = 0; i < SCATTERED; i++) text.insert(draws.below(text.length() + 1), "x");
      return this;
    }
  }

  private static Doc document(long client) {
    return new Doc(DocOptions.DEFAULT.withClient(client));
  }

  private static Doc loaded(UpdateFormat format, byte[] bytes) {
    var doc = document(READER);
    doc.applyUpdate(format, bytes, null);
    return doc;
  }

  private static byte[] encoded(UpdateFormat format, Doc doc) {
    return doc.encodeState(format, StateVector.EMPTY);
  }

  private static String file(UpdateFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private void text(Doc doc) {
    meter.fact("B4 text", Meter.digest(doc.text("text").toString().getBytes(UTF_8)));
  }

  void cold(UpdateFormat format) {
    var bytes = paper.bytes(file(format));
    var kept = new Doc[1];
    meter.first(
        "B4 load " + format + ", cold",
        () -> {
          kept[0] = loaded(format, bytes);
          return kept[0].text("text").toString();
        });
    text(kept[0]);
  }

  void replay() {
    var patches = paper.patches();
    meter.first("B4 replay, cold", () -> Replayed.of(patches));
    meter.warm("B4 replay", () -> Replayed.of(patches));
    var last = Replayed.of(patches);
    var joined = Paper.joined(last.updates);
    meter.value("B4 updates", Reading.Unit.BYTES, joined.length - 4.0 * last.updates.size());
    meter.fact("B4 updates", Meter.digest(joined));
    text(last.doc);
    for (var format : UpdateFormat.values()) {
      var bytes = encoded(format, last.doc);
      meter.value("B4 " + format, Reading.Unit.BYTES, bytes.length);
      meter.fact("B4 " + format, Meter.digest(bytes));
    }
  }

  void remote() {
    var updates = paper.updates();
    meter.first("B4 remote apply, cold", () -> applied(updates));
    meter.warm("B4 remote apply", () -> applied(updates));
    meter.fact("B4 V1 of remote", Meter.digest(applied(updates).encodeState()));
  }

  private static Doc applied(List<byte[]> updates) {
    var doc = document(READER);
    for (var update : updates) doc.applyUpdate(update);
    return doc;
  }

  void load() {
    for (var format : UpdateFormat.values()) {
      var bytes = paper.bytes(file(format));
      meter.warm("B4 load " + format, () -> loaded(format, bytes).text("text").toString());
      var doc = loaded(format, bytes);
      meter.warm("B4 encode " + format, () -> encoded(format, doc));
      meter.fact("B4 " + format + " again", Meter.digest(encoded(format, doc)));
      var vector = "state vector of stored " + format;
      double millis = meter.middle(() -> Updates.stateVector(format, bytes).encode());
      meter.value(vector, Reading.Unit.MB_PER_SECOND, bytes.length / millis / 1000);
      meter.fact(vector, Meter.digest(Updates.stateVector(format, bytes).encode()));
    }
  }

  void inserts() {
    var bytes = paper.bytes("v1");
    var it = new Scattered[] {new Scattered(bytes)};
    meter.warm("B4 20,000 random inserts", () -> it[0].run(), () -> it[0] = new Scattered(bytes));
    meter.fact("B4 random inserts", it[0].emitted + " " + Meter.digest(it[0].doc.encodeState()));
  }

  void merge() {
    var updates = paper.updates().subList(0, MERGED);
    meter.warm("merge of 20,000 updates", () -> Updates.merge(UpdateFormat.V1, updates));
    var merged = Updates.merge(UpdateFormat.V1, updates);
    meter.value("merged 20,000 updates", Reading.Unit.BYTES, merged.length);
    meter.fact("merged and loaded", Meter.digest(loaded(UpdateFormat.V1, merged).encodeState()));
  }

  void memory() {
    heap("B4 heap of a document", paper.bytes("v1"));
    heap("heap of a document of 100 kB", paper.bytes("plain"));
  }

  private void heap(String name, byte[] bytes) {
    hot(bytes);
    long before = inUse();
    var kept = new ArrayList<Doc>();
    for (int i = 0; i < DOCUMENTS; i++) kept.add(hot(bytes));
    double each = (inUse() - before) / (double) kept.size();
    meter.value(name, Reading.Unit.MEGABYTES, each / MEGA);
  }

  /// Loaded, read and edited, each from bytes of its own that nobody else keeps.
  private static Doc hot(byte[] bytes) {
    var doc = loaded(UpdateFormat.V1, bytes.clone());
    var text = doc.text("text");
    text.insert(text.toString().length() / 2, "x");
    return doc;
  }

  private static long inUse() {
    var runtime = Runtime.getRuntime();
    for (int i = 0; i < 4; i++) System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
