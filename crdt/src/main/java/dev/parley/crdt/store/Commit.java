package dev.parley.crdt.store;

import dev.parley.crdt.content.Kind;
import dev.parley.crdt.store.Struct.Tombstone;
import java.util.ArrayDeque;
import java.util.List;

/// Ends transactions in the order that others can observe: observers, tidying of formats, dropping
/// of deleted content, merging, and last the update.
final class Commit {
  private Commit() {}

  /// Ends all transactions of a queue, also those that observers add meanwhile. What an observer
  /// throws is thrown at the end.
  static void all(BlockStore store, List<Transaction> queue) {
    RuntimeException failure = null;
    for (var i = 0; i < queue.size(); i++) {
      try {
        one(store, queue.get(i));
      } catch (RuntimeException e) {
        if (failure == null) failure = e;
        else failure.addSuppressed(e);
      }
    }
    if (failure != null) throw failure;
  }

  private static void one(BlockStore store, Transaction transaction) {
    transaction.end();
    try {
      if (transaction.hasContent()) store.hooks().changed(transaction);
      if (store.options().tidyFormats()) FormatTidying.after(transaction);
    } finally {
      if (store.options().collect()) collect(transaction);
      mergeDeleted(transaction);
      mergeNew(transaction);
      mergeSplit(transaction);
      yieldClient(store, transaction);
      store.hooks().committed(transaction);
    }
  }

  private static void mergeDeleted(Transaction transaction) {
    for (var ranges : transaction.deletes.clients()) {
      var blocks = transaction.store.existing(ranges.client());
      for (var i = ranges.size() - 1; i >= 0; i--) {
        var start = ranges.start(i);
        var at = Math.min(blocks.size() - 1, 1 + blocks.find(ranges.end(i) - 1));
        while (at > 0 && blocks.get(at).clock >= start) at -= 1 + Splitter.joinLefts(blocks, at);
      }
    }
  }

  private static void mergeNew(Transaction transaction) {
    for (var slot = 0; slot < transaction.touched(); slot++) {
      var blocks = transaction.store.existing(transaction.touchedClient(slot));
      var before = transaction.beforeOfSlot(slot);
      var first = Math.max(blocks.find(before), 1);
      for (var at = blocks.size() - 1; at >= first; ) at -= 1 + Splitter.joinLefts(blocks, at);
    }
  }

  private static void mergeSplit(Transaction transaction) {
    for (var i = transaction.mergeable.size() - 1; i >= 0; i--) {
      var item = transaction.mergeable.get(i);
      var blocks = transaction.store.existing(item.client);
      var at = blocks.find(item.clock);
      if (at + 1 < blocks.size() && Splitter.joinLefts(blocks, at + 1) > 1) continue;
      if (at > 0) Splitter.joinLefts(blocks, at);
    }
  }

  private static void yieldClient(BlockStore store, Transaction transaction) {
    if (transaction.local()) return;
    for (var slot = 0; slot < transaction.touched(); slot++) {
      if (transaction.touchedClient(slot) == store.ownClient()) {
        store.renewClient();
        return;
      }
    }
  }

  /// Drops what deleted items held. The items stay, so that others find their places; what was
  /// inside of them leaves only its clocks.
  private static void collect(Transaction transaction) {
    for (var ranges : transaction.deletes.clients()) {
      var blocks = transaction.store.existing(ranges.client());
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
    branch.forgetPlaces();
    for (var last : branch.entries.values()) {
      for (var item = last; item != null; item = item.left) bury(store, item, emptied);
    }
    branch.clear();
  }

  private static void bury(BlockStore store, Item item, ArrayDeque<Branch> emptied) {
    if (item.kind == Kind.TYPE) emptied.push(item.branch());
    var blocks = store.existing(item.client);
    blocks.replace(blocks.find(item.clock), new Tombstone(item.client, item.clock, item.length));
  }
}
