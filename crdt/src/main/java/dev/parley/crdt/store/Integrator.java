package dev.parley.crdt.store;

import dev.parley.crdt.content.Kind;
import dev.parley.crdt.store.Struct.Tombstone;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Finds the place of items among those that others inserted at the same time.
final class Integrator {
  /// One search makes fewer visits than there can be items.
  private static final int VISITS_MAX = 1 << 30;

  private Integrator() {}

  /// The client that a struct needs more of, or [Item#NONE] once its neighbours and its parent are
  /// known.
  static int resolve(Transaction transaction, Struct struct) {
    var needed = needed(transaction.store::state, struct);
    if (needed == Item.NONE && struct instanceof Item item) resolveNeighbours(transaction, item);
    return needed;
  }

  /// The client that a struct needs more of, or [Item#NONE].
  static int needed(IntUnaryOperator states, Struct struct) {
    if (!(struct instanceof Item item)) return Item.NONE;
    if (lacks(states, item, item.originClient, item.originClock)) return item.originClient;
    if (lacks(states, item, item.rightClient, item.rightClock)) return item.rightClient;
    var parent = item.parent;
    if (parent == null) return Item.NONE;
    var lacks = lacks(states, item, parent.targetClient, parent.targetClock);
    return lacks ? parent.targetClient : Item.NONE;
  }

  private static boolean lacks(IntUnaryOperator states, Item item, int client, int clock) {
    return client != Item.NONE && client != item.client && clock >= states.applyAsInt(client);
  }

  private static void resolveNeighbours(Transaction transaction, Item item) {
    var store = transaction.store;
    Struct left = null;
    if (item.originClient != Item.NONE) {
      left = store.cleanEnd(transaction, item.originClient, item.originClock);
    }
    Struct right = null;
    if (item.rightClient != Item.NONE) {
      right = store.cleanStart(transaction, item.rightClient, item.rightClock);
    }
    item.left = left instanceof Item found ? found : null;
    item.right = right instanceof Item found ? found : null;
    if (left instanceof Tombstone || right instanceof Tombstone) item.parent = null;
    else if (item.parent != null) item.parent = parent(store, item.parent);
    else inherit(item);
  }

  private static void inherit(Item item) {
    var neighbour = item.left != null ? item.left : item.right;
    if (neighbour == null) return;
    item.parent = neighbour.parent;
    item.parentSub = neighbour.parentSub;
  }

  private static @Nullable Branch parent(BlockStore store, Branch reference) {
    if (reference.ref != Branch.UNKNOWN) return reference;
    if (!reference.referencesItem())
      return store.root(reference.name == null ? "" : reference.name);
    var holder = store.find(reference.targetClient, reference.targetClock);
    return holder instanceof Item item && item.kind == Kind.TYPE ? item.branch() : null;
  }

  /// Integrates a resolved struct, without the elements before an offset, which are known.
  static void integrate(Transaction transaction, Struct struct, int offset) {
    if (struct instanceof Item item && item.parent != null && skip(transaction, item, offset)) {
      place(transaction, item, item.parent);
      return;
    }
    transaction.store.append(
        transaction, new Tombstone(struct.client, struct.clock + offset, struct.length - offset));
  }

  private static boolean skip(Transaction transaction, Item item, int offset) {
    if (offset == 0) return true;
    var before = item.clock + offset - 1;
    var known = transaction.store.cleanEnd(transaction, item.client, before);
    if (!(known instanceof Item left)) return false;
    item.payload = Contents.split(item, offset);
    item.clock += offset;
    item.length -= offset;
    item.left = left;
    item.origin(left);
    return true;
  }

  /// Integrates an item that was made here, right of one item and left of another.
  static void insert(Transaction transaction, Item item, Place place) {
    item.left = place.left();
    item.right = place.right();
    item.origin(item.left);
    item.rightOrigin(item.right);
    item.parent = place.parent();
    item.parentSub = place.key();
    place(transaction, item, place.parent());
  }

  private static void place(Transaction transaction, Item item, Branch parent) {
    if (contested(item)) item.left = search(transaction.store, item, parent);
    link(transaction, item, parent);
    if (item.parentSub == null) parent.inserted(item);
    transaction.store.append(transaction, item);
    enter(transaction, item, parent);
    transaction.change(parent, item.parentSub);
    if (parent.gone() || (item.parentSub != null && item.right != null)) {
      Deleter.delete(transaction, item);
    }
  }

  private static void enter(Transaction transaction, Item item, Branch parent) {
    switch (item.kind) {
      case Kind.DELETED -> {
        transaction.deletes.add(item.client, item.clock, item.end());
        item.deleted = true;
      }
      case Kind.TYPE -> item.branch().item = item;
      case Kind.FORMAT -> {
        parent.formatted = true;
        parent.watched = true;
      }
      default -> {}
    }
  }

  private static boolean contested(Item item) {
    var left = item.left;
    var right = item.right;
    if (left != null) return left.right != right;
    return right == null || right.left != null;
  }

  private static @Nullable Item head(Branch parent, @Nullable String key) {
    return key == null ? parent.start : parent.head(key);
  }

  /// The item that the new one goes right of. Items passed by bear the visit that saw them, so that
  /// "seen" and "in conflict" are comparisons.
  private static @Nullable Item search(BlockStore store, Item item, Branch parent) {
    var left = item.left;
    var other = left != null ? left.right : head(parent, item.parentSub);
    if (store.visits > VISITS_MAX) store.forgetVisits();
    var firstVisit = ++store.visits;
    var conflictVisit = firstVisit;
    while (other != null && other != item.right) {
      other.visit = store.visits;
      var passes = false;
      if (item.sameOrigin(other)) {
        passes = store.table.client(other.client) < store.table.client(item.client);
        if (!passes && item.sameRightOrigin(other)) break;
      } else {
        var origin = originOf(store, other);
        if (origin == null || origin.visit < firstVisit) break;
        passes = origin.visit < conflictVisit;
      }
      if (passes) {
        left = other;
        conflictVisit = ++store.visits;
      }
      other = other.right;
    }
    return left;
  }

  private static @Nullable Item originOf(BlockStore store, Item item) {
    if (item.originClient == Item.NONE) return null;
    return store.find(item.originClient, item.originClock) instanceof Item origin ? origin : null;
  }

  private static void link(Transaction transaction, Item item, Branch parent) {
    var left = item.left;
    if (left != null) {
      item.right = left.right;
      left.right = item;
    } else {
      item.right = head(parent, item.parentSub);
      if (item.parentSub == null) parent.start = item;
    }
    if (item.right != null) item.right.left = item;
    else if (item.parentSub != null) {
      parent.entries.put(item.parentSub, item);
      if (left != null) Deleter.delete(transaction, left);
    }
  }

  /// Where a new item goes: into which type, between which items, and under which key.
  record Place(Branch parent, @Nullable Item left, @Nullable Item right, @Nullable String key) {
    static Place inList(Branch parent, @Nullable Item left, @Nullable Item right) {
      return new Place(parent, left, right, null);
    }

    static Place ofKey(Branch parent, String key) {
      return new Place(parent, parent.entries.get(key), null, key);
    }
  }
}
