package dev.parley.crdt.update;

import dev.parley.crdt.codec.StructEncoder;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.IdRanges;
import java.util.ArrayList;
import java.util.List;

/// Collects the structs of an update, client by client, and writes them. Belongs to one thread.
final class StructWriter {
  private static final int ENTRY = 0x20;
  private static final int RIGHT = 0x40;
  private static final int LEFT = 0x80;

  private final List<List<Struct>> blocks = new ArrayList<>();
  private List<Struct> block = new ArrayList<>();

  /// The next struct. What is not right behind the one before begins a block of its own.
  void add(Struct struct) {
    if (block.isEmpty() || !isBehind(block.getLast(), struct)) {
      block = new ArrayList<>();
      blocks.add(block);
    }
    block.add(struct);
  }

  private static boolean isBehind(Struct before, Struct struct) {
    return before.client() == struct.client() && before.end() == struct.clock();
  }

  byte[] finish(UpdateFormat format, IdRanges deletes) {
    var encoder = format.encoder();
    encoder.writeVarUint(blocks.size());
    for (var structs : blocks) {
      var first = structs.getFirst();
      encoder.writeVarUint(structs.size());
      encoder.writeClient(first.client());
      encoder.writeVarUint(first.clock());
      for (var struct : structs) write(encoder, struct);
    }
    deletes.write(encoder);
    return encoder.toBytes();
  }

  private static void write(StructEncoder encoder, Struct struct) {
    switch (struct) {
      case Struct.Gc gc -> {
        encoder.writeInfo(0);
        encoder.writeLength(gc.length());
      }
      case Struct.Skip skip -> {
        encoder.writeInfo(StructReader.SKIP);
        encoder.writeVarUint(skip.length());
      }
      case Struct.Item item -> writeItem(encoder, item);
    }
  }

  private static void writeItem(StructEncoder encoder, Struct.Item item) {
    var left = item.left();
    var right = item.right();
    var parent = item.parent();
    var key = parent == null ? null : parent.key();
    encoder.writeInfo(
        item.content().ref()
            | (left == null ? 0 : LEFT)
            | (right == null ? 0 : RIGHT)
            | (key == null ? 0 : ENTRY));
    if (left != null) encoder.writeLeftId(left);
    if (right != null) encoder.writeRightId(right);
    if (parent != null) {
      encoder.writeParentIsRoot(parent.root() != null);
      if (parent.root() != null) encoder.writeString(parent.root());
      if (parent.item() != null) encoder.writeLeftId(parent.item());
      if (key != null) encoder.writeString(key);
    }
    item.content().write(encoder);
  }
}
