package dev.parley.crdt.store;

import dev.parley.crdt.clients.ClientTable;
import dev.parley.crdt.clients.Ranges;
import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.RangeEncoder;
import dev.parley.crdt.codec.StructEncoder;
import dev.parley.crdt.content.Kind;
import dev.parley.crdt.store.Struct.Tombstone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes structs and ranges of clocks.
final class StructWriter {
  private static final int HAS_KEY = 0x20;
  private static final int HAS_RIGHT = 0x40;
  private static final int HAS_LEFT = 0x80;

  private final ClientTable table;
  private final StructEncoder out;
  private boolean loose;

  StructWriter(ClientTable table, StructEncoder out) {
    this.table = table;
    this.out = out;
  }

  /// Writes the structs of a client from a clock on, which is not beyond its state.
  void writeBlocks(ClientBlocks blocks, int clock) {
    writeBlocks(blocks, clock, null);
  }

  /// Writes the same, and adds to the ranges what of the client was deleted, also before that
  /// clock.
  void writeBlocks(ClientBlocks blocks, int clock, @Nullable Ranges deleted) {
    var first = blocks.find(clock);
    out.writeVarUint(blocks.size() - first);
    out.writeClient(table.client(blocks.client));
    out.writeVarUint(clock);
    if (deleted != null) blocks.addDeleted(first, deleted);
    for (var i = first; i < blocks.size(); i++) {
      var struct = blocks.get(i);
      write(struct, i == first ? clock - struct.clock : 0);
      if (deleted != null && struct.deleted()) {
        deleted.add(blocks.client, struct.clock, struct.end());
      }
    }
  }

  /// Writes structs of several clients, the largest client first, as they are in an update: with
  /// less said about keys than those of a store.
  void writeLoose(List<Struct> structs) {
    loose = true;
    var starts = new ArrayList<Integer>();
    for (var i = 0; i < structs.size(); i++) {
      if (i == 0 || structs.get(i).client != structs.get(i - 1).client) starts.add(i);
    }
    out.writeVarUint(starts.size());
    starts.add(structs.size());
    for (var i = 0; i + 1 < starts.size(); i++) {
      var ofClient = structs.subList(starts.get(i), starts.get(i + 1));
      out.writeVarUint(ofClient.size());
      out.writeClient(table.client(ofClient.get(0).client));
      out.writeVarUint(ofClient.get(0).clock);
      for (var struct : ofClient) write(struct, 0);
    }
  }

  void write(Struct struct, int offset) {
    if (struct instanceof Item item) {
      writeItem(item, offset);
    } else if (struct instanceof Tombstone) {
      out.writeInfo(Kind.TOMBSTONE);
      out.writeLength(struct.length - offset);
    } else {
      out.writeInfo(Kind.HOLE);
      out.writeVarUint(struct.length - offset);
    }
  }

  private void writeItem(Item item, int offset) {
    var hasLeft = offset > 0 || item.originClient != Item.NONE;
    var hasRight = item.rightClient != Item.NONE;
    var hasKey = item.parentSub != null && !(loose && (hasLeft || hasRight));
    out.writeInfo(
        item.kind | (hasLeft ? HAS_LEFT : 0) | (hasRight ? HAS_RIGHT : 0) | (hasKey ? HAS_KEY : 0));
    if (offset > 0) out.writeLeftId(id(item.client, item.clock + offset - 1));
    else if (hasLeft) out.writeLeftId(id(item.originClient, item.originClock));
    if (hasRight) out.writeRightId(id(item.rightClient, item.rightClock));
    if (!hasLeft && !hasRight) writeParent(item);
    Contents.write(item, offset, out);
  }

  private void writeParent(Item item) {
    var parent = item.parent();
    var holder = parent.item;
    var root = holder == null && !parent.referencesItem();
    out.writeParentIsRoot(root);
    if (root) out.writeString(parent.name == null ? "" : parent.name);
    else if (holder != null) out.writeLeftId(id(holder.client, holder.clock));
    else out.writeLeftId(id(parent.targetClient, parent.targetClock));
    if (item.parentSub != null) out.writeString(item.parentSub);
  }

  private Id id(int client, int clock) {
    return new Id(table.client(client), clock);
  }

  static void writeRanges(ClientTable table, Ranges ranges, RangeEncoder out) {
    var clients = new ArrayList<>(ranges.clients());
    clients.sort((a, b) -> Long.compare(table.client(b.client()), table.client(a.client())));
    out.writeVarUint(clients.size());
    for (var client : clients) {
      out.resetDeleteSet();
      out.writeVarUint(table.client(client.client()));
      out.writeVarUint(client.size());
      for (var i = 0; i < client.size(); i++) {
        out.writeDeleteClock(client.start(i));
        out.writeDeleteLength(client.end(i) - client.start(i));
      }
    }
  }
}
