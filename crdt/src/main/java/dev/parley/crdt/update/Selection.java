package dev.parley.crdt.update;

import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.IdRanges;

/// Takes of structs only the elements that are wanted, and leaves holes for the others. Belongs to
/// one thread.
final class Selection {
  private final IdRanges wanted;
  private final StructWriter target = new StructWriter();
  private long client = -1;
  private long end;

  Selection(IdRanges wanted) {
    this.wanted = wanted;
  }

  void add(Struct struct) {
    if (struct instanceof Struct.Skip) return;
    for (var range : wanted.ranges(struct.client(), struct.clock(), struct.end())) {
      var part =
          range.clock() > struct.clock() ? struct.from(range.clock() - struct.clock()) : struct;
      append(range.length() < part.length() ? part.to(range.length()) : part);
    }
  }

  private void append(Struct part) {
    if (part.client() == client && part.clock() > end) {
      target.add(new Struct.Skip(client, end, part.clock() - end));
    }
    target.add(part);
    client = part.client();
    end = part.end();
  }

  byte[] finish(UpdateFormat format, IdRanges deletes) {
    return target.finish(format, deletes);
  }
}
