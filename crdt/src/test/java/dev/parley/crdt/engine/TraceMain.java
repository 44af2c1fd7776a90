package dev.parley.crdt.engine;

import dev.parley.crdt.Doc;
import dev.parley.crdt.DocOptions;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.StateVector;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Measures CPU time of the engine with an editing trace: `TraceMain TRACE.json.gz [ROUNDS]`.
public final class TraceMain {
  private record Patch(int index, int deleted, String inserted) {}

  private static final long CPU_UNIT = 10_000;

  private TraceMain() {}

  public static void main(String[] args) throws Exception {
    var patches = new ArrayList<Patch>();
    var end = read(Path.of(args[0]), patches);
    var rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    for (var round = 0; round < rounds; round++) measure(patches, end);
  }

  private static String read(Path path, List<Patch> patches) throws IOException {
    try (var in = new GZIPInputStream(new FileInputStream(path.toFile()))) {
      var json = JsonMapper.shared().readTree(in);
      for (var transaction : json.get("txns").values()) {
        for (var patch : transaction.get("patches").values()) patches.add(patch(patch));
      }
      return json.get("endContent").stringValue();
    }
  }

  private static Patch patch(JsonNode json) {
    return new Patch(json.get(0).intValue(), json.get(1).intValue(), json.get(2).stringValue());
  }

  private static void measure(List<Patch> patches, String end) throws Exception {
    var updates = new ArrayList<byte[]>();
    var doc = timed("replay with a V1 update each", () -> replay(patches, updates));
    check(doc, end);
    System.out.println("  bytes of updates " + updates.stream().mapToLong(u -> u.length).sum());
    check(timed("apply all updates", () -> applied(updates)), end);
    var state = timed("encode V1", doc::encodeState);
    var v2 = timed("encode V2", () -> doc.encodeState(UpdateFormat.V2, StateVector.EMPTY));
    System.out.println("  V1 " + state.length + ", V2 " + v2.length);
    timed("load V1", () -> applied(List.of(state)).text("text").toString());
    timed("load V2", () -> loaded(v2).text("text").toString());
    var again = applied(List.of(state));
    timed("20,000 random inserts", () -> scatter(again));
  }

  private static void check(Doc doc, String end) {
    if (!doc.text("text").toString().equals(end)) throw new IllegalStateException("another text");
  }

  private static Doc replay(List<Patch> patches, List<byte[]> updates) {
    var doc = new Doc(DocOptions.DEFAULT.withClient(1));
    doc.onUpdate((update, from) -> updates.add(update));
    var text = doc.text("text");
    for (var patch : patches) {
      if (patch.deleted > 0) text.delete(patch.index, patch.deleted);
      if (!patch.inserted.isEmpty()) text.insert(patch.index, patch.inserted);
    }
    return doc;
  }

  private static Doc applied(List<byte[]> updates) {
    var doc = new Doc(DocOptions.DEFAULT.withClient(2));
    for (var update : updates) doc.applyUpdate(update);
    return doc;
  }

  private static Doc loaded(byte[] v2) {
    var doc = new Doc(DocOptions.DEFAULT.withClient(2));
    doc.applyUpdate(UpdateFormat.V2, v2, null);
    return doc;
  }

  private static int scatter(Doc doc) {
    var random = new Random(7);
    var text = doc.text("text");
    doc.onUpdate((update, from) -> {});
    for (var i = 0; i < 20_000; i++) text.insert(random.nextInt(text.length()), "x");
    return text.length();
  }

  private static <T> T timed(String name, Callable<T> work) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    var start = threads.getCurrentThreadCpuTime();
    var result = work.call();
    var used = (threads.getCurrentThreadCpuTime() - start) / CPU_UNIT;
    System.out.println(name + ": " + used / 100.0 + " ms");
    return result;
  }
}
