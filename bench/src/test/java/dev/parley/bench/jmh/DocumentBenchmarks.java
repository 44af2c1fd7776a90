package dev.parley.bench.jmh;

import dev.parley.crdt.Doc;
import dev.parley.crdt.DocOptions;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.StateVector;
import dev.parley.crdt.update.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a server does over and over with a document of 10,000 words, written at random places by
/// one and edited by another.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DocumentBenchmarks {
  private static final int WORDS = 10_000;
  private static final int MERGED = 100;
  private static final long SEED = 7;

  private final Random random = new Random(SEED);
  private final List<byte[]> updates = new ArrayList<>();
  private byte[] state = new byte[0];
  private StateVector half = StateVector.EMPTY;
  private List<byte[]> some = List.of();
  private Doc doc = new Doc();
  private Doc follower = new Doc();
  private long emitted;
  private int next;

  /// Writes the document, once a trial.
  @Setup(Level.Trial)
  public void write() {
    var writer = new Doc(DocOptions.DEFAULT.withClient(1));
    writer.onUpdate((update, from) -> updates.add(update));
    var text = writer.text("text");
    for (int i = 0; i < WORDS; i++) {
      text.insert(random.nextInt(text.length() + 1), "words ");
      if (i == WORDS / 2) half = writer.stateVector();
    }
    state = writer.encodeState();
    some = List.copyOf(updates.subList(0, MERGED));
  }

  /// Each iteration begins with the document as it was written.
  @Setup(Level.Iteration)
  public void load() {
    doc = new Doc(DocOptions.DEFAULT.withClient(2));
    doc.applyUpdate(state);
    doc.onUpdate((update, from) -> emitted += update.length);
    follower = new Doc(DocOptions.DEFAULT.withClient(3));
    next = 0;
  }

  @Benchmark
  public long typeACharacter() {
    var text = doc.text("text");
    text.insert(text.length(), "x");
    return emitted;
  }

  @Benchmark
  public long insertAnywhere() {
    var text = doc.text("text");
    text.insert(random.nextInt(text.length()), "x");
    return emitted;
  }

  /// The next of the updates; after the last, the first in a new document.
  @Benchmark
  public Doc applyASmallUpdate() {
    if (next == updates.size()) {
      follower = new Doc(DocOptions.DEFAULT.withClient(3));
      next = 0;
    }
    follower.applyUpdate(updates.get(next++));
    return follower;
  }

  @Benchmark
  public Doc loadADocument() {
    var loaded = new Doc(DocOptions.DEFAULT.withClient(3));
    loaded.applyUpdate(state);
    return loaded;
  }

  @Benchmark
  public byte[] encodeState() {
    return doc.encodeState();
  }

  @Benchmark
  public byte[] encodeWhatAnotherLacks() {
    return doc.encodeState(UpdateFormat.V1, half);
  }

  @Benchmark
  public byte[] diffStoredBytes() {
    return Updates.diff(UpdateFormat.V1, state, half);
  }

  @Benchmark
  public byte[] mergeAHundredUpdates() {
    return Updates.merge(UpdateFormat.V1, some);
  }
}
