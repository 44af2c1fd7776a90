package dev.parley.crdt.store;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.store.Struct.Tombstone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts items in two, and joins neighbours into one.
final class Splitter {
  private Splitter() {}

  /// Cuts an item and returns its right part, which the caller puts into the blocks.
  static Item split(Transaction transaction, Item left, int offset) {
    return split(transaction, left, offset, Contents.split(left, offset));
  }

  /// Cuts an item at several offsets, which ascend, and appends all of its parts to a list. Takes
  /// time by its length and not, as single cuts do, by its length for each of them.
  static void split(Transaction transaction, Item item, int[] offsets, List<Struct> into) {
    var payloads = Contents.parts(item, offsets);
    item.payload = payloads[0];
    into.add(item);
    var left = item;
    for (var i = 0; i < offsets.length; i++) {
      var offset = offsets[i] - (i == 0 ? 0 : offsets[i - 1]);
      left = split(transaction, left, offset, payloads[i + 1]);
      into.add(left);
    }
  }

  private static Item split(Transaction transaction, Item left, int offset, @Nullable Object tail) {
    var right = new Item(left.client, left.clock + offset, left.length - offset, left.kind, tail);
    right.originClient = left.client;
    right.originClock = left.clock + offset - 1;
    right.rightClient = left.rightClient;
    right.rightClock = left.rightClock;
    right.parent = left.parent;
    right.parentSub = left.parentSub;
    right.deleted = left.deleted;
    right.keep = left.keep;
    if (left.redone != null) {
      right.redone = new Id(left.redone.client(), left.redone.clock() + offset);
    }
    right.left = left;
    right.right = left.right;
    left.right = right;
    left.length = offset;
    if (right.right != null) right.right.left = right;
    else if (right.parentSub != null) right.parent().entries.put(right.parentSub, right);
    transaction.mergeable.add(right);
    return right;
  }

  /// Joins the struct at a position with those to its left as far as they allow it, and returns how
  /// many went.
  static int joinLefts(ClientBlocks blocks, int position) {
    var at = position;
    while (at > 0 && join(blocks, blocks.get(at - 1), blocks.get(at))) at--;
    var joined = position - at;
    if (joined > 0) blocks.remove(at + 1, joined);
    return joined;
  }

  private static boolean join(ClientBlocks blocks, Struct left, Struct right) {
    if (left instanceof Tombstone && right instanceof Tombstone) {
      left.length += right.length;
      return true;
    }
    return left instanceof Item a
        && right instanceof Item b
        && joinable(a, b)
        && join(blocks, a, b);
  }

  private static boolean joinable(Item left, Item right) {
    return left.kind == right.kind
        && left.deleted == right.deleted
        && left.right == right
        && right.originClient == left.client
        && right.originClock == left.end() - 1
        && left.end() == right.clock
        && left.sameRightOrigin(right)
        && left.redone == null
        && right.redone == null;
  }

  private static boolean join(ClientBlocks blocks, Item left, Item right) {
    if (!Contents.join(blocks, left, right)) return false;
    var parent = right.parent();
    parent.joined(left, right);
    if (right.keep) left.keep = true;
    left.right = right.right;
    if (left.right != null) left.right.left = left;
    left.length += right.length;
    if (right.parentSub != null && parent.entries.get(right.parentSub) == right) {
      parent.entries.put(right.parentSub, left);
    }
    return true;
  }
}
