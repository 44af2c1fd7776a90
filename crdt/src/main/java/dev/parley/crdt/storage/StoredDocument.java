package dev.parley.crdt.storage;

import dev.parley.crdt.Doc;
import dev.parley.crdt.DocOptions;
import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.StateVector;
import dev.parley.crdt.update.Updates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A warm document: an update in format V1 and those that came after it. It takes updates and
/// answers what others lack, at the cost of its bytes; a [Doc] is built only where somebody looks
/// into it or edits it. A document that is cold is the bytes alone. Belongs to one thread at a
/// time.
public final class StoredDocument {
  /// How many updates follow the state before they become part of it.
  public static final int TAIL_MAX = 256;

  private final Limits limits;
  private byte[] state;
  private final List<byte[]> tail = new ArrayList<>();
  private @Nullable StateVector vector;

  private StoredDocument(byte[] state, Limits limits) {
    this.state = state;
    this.limits = limits;
  }

  /// One with nothing in it.
  ///
  /// @param limits of each update that is added
  public static StoredDocument empty(Limits limits) {
    return of(new Doc().encodeState(), limits);
  }

  /// Wakes one up from its bytes, which [#toBytes] or [Doc#encodeState()] gave.
  public static StoredDocument of(byte[] state, Limits limits) {
    return new StoredDocument(state, limits);
  }

  /// Takes an update of somebody, in any order and however often. It is read wholly first: throws
  /// [dev.parley.crdt.codec.MalformedUpdate] when it is none or exceeds the limits, and nothing is
  /// changed then.
  public void add(byte[] update) {
    Updates.check(UpdateFormat.V1, update, limits);
    tail.add(update.clone());
    vector = null;
    if (tail.size() > TAIL_MAX) fold();
  }

  private void fold() {
    if (tail.isEmpty()) return;
    var all = new ArrayList<byte[]>(tail.size() + 1);
    all.add(state);
    all.addAll(tail);
    state = Updates.merge(UpdateFormat.V1, all);
    tail.clear();
  }

  /// How much of every client it has, without what waits for something that is missing.
  public StateVector stateVector() {
    fold();
    var known = vector;
    if (known == null) {
      known = Updates.stateVector(UpdateFormat.V1, state);
      vector = known;
    }
    return known;
  }

  /// What the holder of a state vector lacks, as an update in format V1: the answer to a
  /// [dev.parley.crdt.sync.SyncMessage.Step1].
  public byte[] missing(StateVector theirs) {
    fold();
    return Updates.diff(UpdateFormat.V1, state, theirs);
  }

  /// All of it, as one update in format V1.
  public byte[] toBytes() {
    fold();
    return state.clone();
  }

  /// How many bytes it keeps.
  public long size() {
    long sum = state.length;
    for (var update : tail) sum += update.length;
    return sum;
  }

  /// A hot document with the same in it, independent of this one.
  public Doc open(DocOptions options) {
    fold();
    var doc = new Doc(options);
    doc.restore(UpdateFormat.V1, state);
    return doc;
  }

  /// Drops the content of what was deleted, which bytes alone do not tell. Costs as much as a hot
  /// document, for a moment. History that snapshots need is gone after it.
  public void compact() {
    state = open(DocOptions.DEFAULT).encodeState();
    vector = null;
  }
}
