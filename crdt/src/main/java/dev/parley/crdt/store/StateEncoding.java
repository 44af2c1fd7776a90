package dev.parley.crdt.store;

import dev.parley.crdt.clients.Ranges;
import dev.parley.crdt.codec.StructEncoder;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.IdRanges;
import dev.parley.crdt.ids.Snapshot;
import dev.parley.crdt.ids.StateVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/// Writes documents, and what others lack of them, as updates.
public final class StateEncoding {
  private StateEncoding() {}

  /// A client and the first clock of it that is written.
  private record From(int client, int clock) {}

  public static StateVector vector(BlockStore store) {
    var clocks = new HashMap<Long, Long>();
    for (var i = 0; i < store.clientCount(); i++) {
      if (store.state(i) > 0) clocks.put(store.table.client(i), (long) store.state(i));
    }
    return StateVector.of(clocks);
  }

  /// All that the holder of a state vector lacks, also what waits for other updates.
  public static byte[] state(BlockStore store, UpdateFormat format, StateVector known) {
    var from = new ArrayList<From>();
    var structs = 0;
    for (var i = 0; i < store.clientCount(); i++) {
      var clock = known.clock(store.table.client(i));
      if (store.state(i) <= clock) continue;
      var blocks = store.existing(i);
      structs += blocks.size() - blocks.find((int) clock);
      from.add(new From(i, (int) clock));
    }
    var out = format.encoder(structs);
    if (!store.pending.isEmpty()) return withPending(store, from, known, out);
    writeAll(store, from, out);
    return out.toBytes();
  }

  /// Writes what was inserted from some clocks on, and all that was deleted, in one walk.
  private static void writeAll(BlockStore store, List<From> from, StructEncoder out) {
    sort(store, from);
    out.writeVarUint(from.size());
    var writer = new StructWriter(store.table, out);
    var deleted = new Ranges();
    var written = new boolean[store.clientCount()];
    for (var f : from) {
      writer.writeBlocks(store.existing(f.client), f.clock, deleted);
      written[f.client] = true;
    }
    for (var i = 0; i < written.length; i++) {
      if (!written[i] && store.state(i) > 0) {
        store.existing(i).addDeleted(store.existing(i).size(), deleted);
      }
    }
    StructWriter.writeRanges(store.table, deleted, out);
  }

  private static byte[] withPending(
      BlockStore store, List<From> from, StateVector known, StructEncoder out) {
    var merge = new LooseMerge(store.table).add(structs(store, from));
    merge.add(pendingStructs(store, known));
    new StructWriter(store.table, out).writeLoose(merge.merge());
    var deleted = store.deleted();
    deleted.addAll(store.pending.deletes());
    deleted.tidy();
    StructWriter.writeRanges(store.table, deleted, out);
    return out.toBytes();
  }

  /// What there was at a snapshot, which is of this document and before now. Nothing of it may have
  /// been dropped since.
  public static byte[] at(BlockStore store, UpdateFormat format, Snapshot snapshot) {
    var out = format.encoder();
    store.transact(null, true, () -> writeAt(store, snapshot, out));
    return out.toBytes();
  }

  private static void writeAt(BlockStore store, Snapshot snapshot, StructEncoder out) {
    var clocks = snapshot.state().clocks();
    out.writeVarUint(clocks.size());
    var writer = new StructWriter(store.table, out);
    clocks.forEach((id, clock) -> {
      var state = store.stateOf(id);
      if (clock > state) throw new IllegalArgumentException("a snapshot of later");
      var client = store.table.indexOf(id);
      var end = clock.intValue();
      if (end < state) store.cleanStart(store.running(), client, end);
      var blocks = store.existing(client);
      var last = blocks.find(end - 1);
      out.writeVarUint(last + 1);
      out.writeClient(id);
      out.writeVarUint(0);
      for (var i = 0; i <= last; i++) writer.write(blocks.get(i), 0);
    });
    snapshot.deleted().write(out);
  }

  /// Splits items so that each was wholly there at a snapshot or not at all. They merge again at
  /// the end of the transaction that runs.
  public static void splitAt(BlockStore store, Snapshot snapshot) {
    snapshot
        .state()
        .clocks()
        .forEach((id, clock) -> {
          if (clock < store.stateOf(id)) cleanStart(store, id, clock);
        });
    for (var client : snapshot.deleted().clients()) {
      var state = store.stateOf(client);
      for (var range : snapshot.deleted().ranges(client)) {
        if (range.clock() < state) cleanStart(store, client, range.clock());
        if (range.end() < state) cleanStart(store, client, range.end());
      }
    }
  }

  private static void cleanStart(BlockStore store, long client, long clock) {
    store.cleanStart(store.running(), store.table.indexOf(client), (int) clock);
  }

  private static List<Struct> structs(BlockStore store, List<From> from) {
    sort(store, from);
    var structs = new ArrayList<Struct>();
    for (var f : from) {
      var blocks = store.existing(f.client);
      var first = blocks.find(f.clock);
      for (var i = first; i < blocks.size(); i++) structs.add(blocks.get(i));
      var head = blocks.get(first);
      if (head.clock < f.clock) {
        var at = structs.size() - (blocks.size() - first);
        structs.set(at, LooseMerge.tail(head, f.clock - head.clock));
      }
    }
    return structs;
  }

  /// From the first pending struct of each client on that is not known; later ones of that client
  /// are all beyond.
  private static List<Struct> pendingStructs(BlockStore store, StateVector known) {
    var structs = new ArrayList<Struct>();
    for (var struct : store.pending.structs(store.table)) {
      var clock = known.clock(store.table.client(struct.client));
      if (struct.end() <= clock) continue;
      var part = clock > struct.clock;
      structs.add(part ? LooseMerge.tail(struct, (int) (clock - struct.clock)) : struct);
    }
    return structs;
  }

  /// All that was deleted.
  public static IdRanges deleted(BlockStore store) {
    var builder = IdRanges.builder();
    for (var ranges : store.deleted().clients()) {
      var client = store.table.client(ranges.client());
      for (var i = 0; i < ranges.size(); i++) {
        builder.add(client, ranges.start(i), ranges.end(i) - ranges.start(i));
      }
    }
    return builder.build();
  }

  /// What a transaction inserted and deleted. It has been committed.
  public static byte[] transaction(Transaction transaction, UpdateFormat format) {
    var store = transaction.store;
    var out = format.encoder();
    var from = new ArrayList<From>();
    for (var slot = 0; slot < transaction.touched(); slot++) {
      from.add(new From(transaction.touchedClient(slot), transaction.beforeOfSlot(slot)));
    }
    addLater(store, transaction, from);
    write(store, from, out);
    StructWriter.writeRanges(store.table, transaction.deletes, out);
    return out.toBytes();
  }

  /// What observers have inserted meanwhile is in the store already, and so it is in the update.
  private static void addLater(BlockStore store, Transaction transaction, List<From> from) {
    if (store.queue().size() < 2) return;
    var touched = new HashSet<Integer>();
    for (var each : from) touched.add(each.client);
    for (var client = 0; client < store.clientCount(); client++) {
      if (touched.contains(client)) continue;
      var before = transaction.before(client);
      if (before < store.state(client)) from.add(new From(client, before));
    }
  }

  private static void write(BlockStore store, List<From> from, StructEncoder out) {
    sort(store, from);
    out.writeVarUint(from.size());
    var writer = new StructWriter(store.table, out);
    for (var f : from) writer.writeBlocks(store.existing(f.client), f.clock);
  }

  private static void sort(BlockStore store, List<From> from) {
    var table = store.table;
    if (from.size() < 2) return;
    from.sort((a, b) -> Long.compare(table.client(b.client), table.client(a.client)));
  }
}
