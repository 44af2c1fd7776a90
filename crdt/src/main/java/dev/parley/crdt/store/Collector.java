package dev.parley.crdt.store;

import java.util.ArrayDeque;

/// Drops what deleted items held. The items stay, so that others find their places; what was inside
/// of them leaves only its clocks.
final class Collector {
  private Collector() {}

  static void collect(Transaction transaction) {
    for (var ranges : transaction.deletes.clients()) {
      var blocks = transaction.store.existing(ranges.client);
      for (var i = ranges.size() - 1; i >= 0; i--) {
        var end = ranges.end(i);
        for (var at = blocks.find(ranges.start(i)); at < blocks.size(); at++) {
          if (blocks.get(at).clock >= end) break;
          if (blocks.get(at) instanceof Item item && item.deleted && !item.keep) {
            collect(transaction.store, item);
          }
        }
      }
    }
  }

  private static void collect(BlockStore store, Item item) {
    if (item.kind == Kind.TYPE) {
      var emptied = new ArrayDeque<Branch>();
      emptied.push(item.branch());
      while (!emptied.isEmpty()) empty(store, emptied.pop(), emptied);
    }
    drop(item);
  }

  private static void drop(Item item) {
    item.kind = (byte) Kind.DELETED;
    item.payload = null;
  }

  private static void empty(BlockStore store, Branch branch, ArrayDeque<Branch> emptied) {
    for (var item = branch.start; item != null; item = item.right) bury(store, item, emptied);
    branch.start = null;
    for (var last : branch.entries.values()) {
      for (var item = last; item != null; item = item.left) bury(store, item, emptied);
    }
    branch.entries.clear();
  }

  private static void bury(BlockStore store, Item item, ArrayDeque<Branch> emptied) {
    if (item.kind == Kind.TYPE) emptied.push(item.branch());
    var blocks = store.existing(item.client);
    blocks.replace(blocks.find(item.clock), new Tombstone(item.client, item.clock, item.length));
  }
}
