package dev.parley.crdt.store;

import dev.parley.crdt.clients.Ranges;
import dev.parley.crdt.content.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;

/// Deletes items with all that is in them.
final class Deleter {
  /// So many ranges are cut one by one.
  private static final int FEW = 16;

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
      if (client.size() > FEW) cut(transaction, client, state);
      for (var i = 0; i < client.size(); i++) {
        var start = client.start(i);
        var end = client.end(i);
        if (end > state) unknown.add(client.client(), Math.max(start, state), end);
        if (start < state) delete(transaction, client.client(), start, Math.min(end, state));
      }
    }
    return unknown;
  }

  /// Cuts what lives at the borders of many ranges, all at once.
  private static void cut(Transaction transaction, Ranges.OfClient ranges, int state) {
    if (!ranges.isTidy() || ranges.start(0) >= state) return;
    var blocks = transaction.store.existing(ranges.client());
    var first = blocks.find(ranges.start(0));
    var cut = new ArrayList<Struct>();
    var bound = 0;
    var offsets = new int[16];
    for (var at = first; at < blocks.size(); at++) {
      var struct = blocks.get(at);
      var count = 0;
      for (; bound < 2 * ranges.size() && ranges.bound(bound) < struct.end(); bound++) {
        var offset = ranges.bound(bound) - struct.clock;
        if (offset <= 0 || (count > 0 && offsets[count - 1] == offset)) continue;
        if (count == offsets.length) offsets = Arrays.copyOf(offsets, 2 * count);
        offsets[count++] = offset;
      }
      if (count == 0 || !(struct instanceof Item item) || item.deleted) cut.add(struct);
      else Splitter.split(transaction, item, Arrays.copyOf(offsets, count), cut);
    }
    blocks.replace(first, blocks.size(), cut);
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
