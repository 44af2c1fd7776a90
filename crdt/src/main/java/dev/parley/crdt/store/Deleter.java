package dev.parley.crdt.store;

import dev.parley.crdt.clients.Ranges;
import dev.parley.crdt.content.Kind;
import java.util.ArrayDeque;

/// Deletes items with all that is in them.
final class Deleter {
  private Deleter() {}

  static void delete(Transaction transaction, Item item) {
    if (item.deleted) return;
    mark(transaction, item);
    if (item.kind != Kind.TYPE) return;
    var emptied = new ArrayDeque<Branch>();
    emptied.push(item.branch());
    while (!emptied.isEmpty()) empty(transaction, emptied.pop(), emptied);
  }

  private static void mark(Transaction transaction, Item item) {
    var parent = item.parent();
    item.deleted = true;
    if (item.parentSub == null) parent.deleted(item);
    transaction.deletes.add(item.client, item.clock, item.end());
    transaction.change(parent, item.parentSub);
  }

  private static void empty(Transaction transaction, Branch branch, ArrayDeque<Branch> emptied) {
    branch.forgetPlaces();
    for (var item = branch.start; item != null; item = item.right) {
      deleteChild(transaction, item, emptied);
    }
    for (var item : branch.entries.values()) deleteChild(transaction, item, emptied);
    transaction.unchange(branch);
  }

  private static void deleteChild(Transaction transaction, Item item, ArrayDeque<Branch> emptied) {
    if (!item.deleted) {
      mark(transaction, item);
      if (item.kind == Kind.TYPE) emptied.push(item.branch());
    } else if (!transaction.isNew(item)) {
      transaction.mergeable.add(item);
    }
  }

  /// Deletes what the ranges name and the store has, and returns what it has not.
  static Ranges deleteAll(Transaction transaction, Ranges ranges) {
    var unknown = new Ranges();
    for (var client : ranges.clients()) {
      var state = transaction.store.state(client.client());
      for (var i = 0; i < client.size(); i++) {
        var start = client.start(i);
        var end = client.end(i);
        if (end > state) unknown.add(client.client(), Math.max(start, state), end);
        if (start < state) delete(transaction, client.client(), start, Math.min(end, state));
      }
    }
    return unknown;
  }

  private static void delete(Transaction transaction, int client, int start, int end) {
    var blocks = transaction.store.existing(client);
    var index = blocks.find(start);
    if (blocks.get(index) instanceof Item item && !item.deleted && item.clock < start) {
      blocks.insert(++index, Splitter.split(transaction, item, start - item.clock));
    }
    for (; index < blocks.size() && blocks.get(index).clock < end; index++) {
      if (!(blocks.get(index) instanceof Item item) || item.deleted) continue;
      if (item.end() > end) {
        blocks.insert(index + 1, Splitter.split(transaction, item, end - item.clock));
      }
      delete(transaction, item);
    }
  }
}
