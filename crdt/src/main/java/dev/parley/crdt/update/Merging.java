package dev.parley.crdt.update;

import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.IdRanges;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// Makes one update of many. Of elements that several have, those of the first one that begins
/// earliest are taken. Belongs to one thread.
final class Merging {
  private static final Comparator<Struct> BY_CLOCK = Comparator.comparingLong(Struct::clock);

  private final TreeMap<Long, Queue> clients = new TreeMap<>(Collections.reverseOrder());
  private final IdRanges.Builder deletes = IdRanges.builder();

  /// Structs of one client.
  private static final class Queue {
    private final List<Struct> structs = new ArrayList<>();
    private boolean sorted = true;

    void add(Struct struct) {
      sorted &= structs.isEmpty() || structs.getLast().clock() <= struct.clock();
      structs.add(struct);
    }

    List<Struct> sorted() {
      // Stable, and close to linear for runs that are sorted.
      if (!sorted) structs.sort(BY_CLOCK);
      return structs;
    }
  }

  void add(UpdateFormat format, byte[] update) {
    var reader = new StructReader(format.decoder(update));
    for (var struct = reader.next(); struct != null; struct = reader.next()) {
      if (struct instanceof Struct.Skip) continue;
      clients.computeIfAbsent(struct.client(), absent -> new Queue()).add(struct);
    }
    reader.deletes(deletes);
  }

  byte[] finish(UpdateFormat format) {
    var deleted = deletes.build();
    var writer = new StructWriter();
    var joiner = new Joiner(deleted, writer);
    for (var queue : clients.values()) writeAll(queue.sorted(), joiner);
    joiner.flush();
    return writer.finish(format, deleted);
  }

  private static void writeAll(List<Struct> structs, Joiner joiner) {
    var end = structs.getFirst().clock();
    for (var struct : structs) {
      if (struct.end() <= end) continue;
      if (struct.clock() > end) {
        joiner.add(new Struct.Skip(struct.client(), end, struct.clock() - end));
      }
      joiner.add(struct.clock() < end ? struct.from(end - struct.clock()) : struct);
      end = struct.end();
    }
  }
}
