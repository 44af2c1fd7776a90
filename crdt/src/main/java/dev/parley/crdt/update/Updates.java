package dev.parley.crdt.update;

import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.IdRanges;
import dev.parley.crdt.ids.Snapshot;
import dev.parley.crdt.ids.StateVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What can be done with updates alone. No document is built, and all is linear in the bytes. Every
/// method throws [dev.parley.crdt.codec.MalformedUpdate] when one of the updates is none; those
/// that only measure pass by texts and values without a look into them.
public final class Updates {
  private Updates() {}

  /// Reads all of an update of somebody else, which must keep within limits.
  public static void check(UpdateFormat format, byte[] update, Limits limits) {
    var reader = new StructReader(format.decoder(update, limits));
    var struct = reader.next();
    while (struct != null) struct = reader.next();
    reader.deletes();
  }

  /// One update that does to any document what all of these do in any order. Neighbours become one
  /// struct where a document would join them, and holes stay holes.
  public static byte[] merge(UpdateFormat format, List<byte[]> updates) {
    var merging = new Merging();
    for (var update : updates) merging.add(format, update);
    return merging.finish(format);
  }

  /// As [#merge], but with the very bytes of Yjs, which joins nothing. Meant for few updates, for
  /// it takes time by their number and by their structs.
  public static byte[] mergeExactly(UpdateFormat format, List<byte[]> updates) {
    if (updates.size() == 1) return updates.getFirst();
    var merging = new ExactMerging();
    for (var update : updates) merging.add(format, update);
    return merging.finish(format);
  }

  /// What the update has and the state does not know. All of its deletes are kept, for a state does
  /// not tell which of them are known.
  public static byte[] diff(UpdateFormat format, byte[] update, StateVector known) {
    var reader = new StructReader(format.decoder(update));
    var writer = new StructWriter();
    var begun = -1L;
    for (var struct = reader.next(); struct != null; struct = reader.next()) {
      var offset = known.clock(struct.client()) - struct.clock();
      if (struct.client() == begun) {
        writer.add(struct);
      } else if (offset < struct.length() && !(struct instanceof Struct.Skip)) {
        writer.add(offset > 0 ? struct.from(offset) : struct);
        begun = struct.client();
      }
    }
    return writer.finish(format, reader.deletes());
  }

  /// The same update in another format.
  public static byte[] convert(byte[] update, UpdateFormat from, UpdateFormat to) {
    var reader = new StructReader(from.decoder(update));
    var writer = new StructWriter();
    for (var struct = reader.next(); struct != null; struct = reader.next()) writer.add(struct);
    return writer.finish(to, reader.deletes());
  }

  /// What a document knows that has only this update. Clients do not count who begin later than at
  /// zero, nor what is behind a hole.
  public static StateVector stateVector(UpdateFormat format, byte[] update) {
    var reader = new StructReader(format.decoder(update));
    Map<Long, Long> clocks = new HashMap<>();
    var client = -1L;
    var clock = 0L;
    while (reader.advance()) {
      if (reader.client() != client) {
        if (clock > 0) clocks.put(client, clock);
        client = reader.client();
        clock = 0;
      }
      if (reader.clock() == clock && !reader.isSkip()) clock = reader.end();
    }
    if (clock > 0) clocks.put(client, clock);
    return StateVector.of(clocks);
  }

  /// Where the structs of each client begin and end, holes not regarded.
  public static UpdateMeta meta(UpdateFormat format, byte[] update) {
    var reader = new StructReader(format.decoder(update));
    Map<Long, Long> from = new HashMap<>();
    Map<Long, Long> to = new HashMap<>();
    while (reader.advance()) {
      from.putIfAbsent(reader.client(), reader.clock());
      to.put(reader.client(), reader.end());
    }
    return new UpdateMeta(from, to);
  }

  /// The ids of all that the update has and of all that it deletes.
  public static UpdateIds ids(UpdateFormat format, byte[] update) {
    return ids(format, update, Limits.DEFAULT);
  }

  /// The ids of an update that must keep within limits: a first look at what a stranger sent.
  public static UpdateIds ids(UpdateFormat format, byte[] update, Limits limits) {
    var reader = new StructReader(format.decoder(update, limits));
    var inserted = IdRanges.builder();
    while (reader.advance()) {
      if (!reader.isSkip()) {
        inserted.add(reader.client(), reader.clock(), reader.end() - reader.clock());
      }
    }
    return new UpdateIds(inserted.build(), reader.deletes());
  }

  /// Whether the update would change nothing where all of the snapshot is known.
  public static boolean isContained(UpdateFormat format, byte[] update, Snapshot in) {
    var reader = new StructReader(format.decoder(update));
    var known = true;
    while (reader.advance()) known &= reader.end() <= in.state().clock(reader.client());
    return in.deleted().containsAll(reader.deletes()) && known;
  }

  /// The part of the update that is about these ids.
  public static byte[] intersect(UpdateFormat format, byte[] update, UpdateIds ids) {
    var reader = new StructReader(format.decoder(update));
    var part = new Selection(ids.inserted());
    for (var struct = reader.next(); struct != null; struct = reader.next()) part.add(struct);
    return part.finish(format, reader.deletes().intersection(ids.deleted()));
  }
}
