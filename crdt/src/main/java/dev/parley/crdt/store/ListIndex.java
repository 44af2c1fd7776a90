package dev.parley.crdt.store;

import dev.parley.crdt.content.Attributes;
import dev.parley.crdt.content.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the elements of a list are: anchors, which are some of its items with the index that they
/// have and the attributes that hold before them. It follows every change of the list, by the item
/// that changes, so that no search and no change goes far.
final class ListIndex {
  /// How many items are between two anchors when they are set.
  static final int SPACING = 16;

  /// How far a walk may go before more anchors are set.
  static final int FAR = 2 * SPACING;

  private final Branch list;
  private final Map<Item, Anchor> byItem = new HashMap<>();

  /// The first is the start of the list and has no item.
  private Anchor[] anchors = new Anchor[16];

  /// How many visible elements are before each.
  private int[] indexes = new int[16];

  private int size;

  /// The attributes of the anchors up to this one are known.
  private int settled;

  /// Those of the anchors behind this one hold if the next one's do.
  private int disturbed;

  /// How many changes came since the last search.
  private int idle;

  private @Nullable Item lastItem;
  private int lastSlot;

  /// How many items the last walk passed.
  private int walked;

  private static final class Anchor {
    @Nullable Item item;
    int slot;
    @Nullable Map<String, @Nullable Object> attributes;

    Anchor(@Nullable Item item) {
      this.item = item;
    }
  }

  ListIndex(Branch list) {
    this.list = list;
    var head = new Anchor(null);
    head.attributes = new LinkedHashMap<>(0);
    anchors[0] = head;
    size = 1;
    thicken(0);
  }

  /// The last anchor that is not behind an element.
  int slotBefore(int element) {
    var low = 0;
    var high = size - 1;
    while (low < high) {
      var middle = (low + high + 1) >>> 1;
      if (indexes[middle] <= element) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /// The last anchor at or before an item.
  int slotOf(Item item) {
    var slot = walk(item);
    return walked > FAR && thicken(slot) ? walk(item) : slot;
  }

  private int walk(Item item) {
    walked = 0;
    if (item == lastItem) return lastSlot;
    @Nullable Item at = item;
    for (; at != null && !at.anchored && at != lastItem; at = at.left) walked++;
    if (at == null || at != lastItem) lastSlot = at == null ? 0 : anchorOf(at).slot;
    lastItem = item;
    return lastSlot;
  }

  private Anchor anchorOf(Item item) {
    var anchor = byItem.get(item);
    if (anchor == null) throw new IllegalStateException("an anchor of another list");
    return anchor;
  }

  int lastSlot() {
    return size - 1;
  }

  @Nullable Item item(int slot) {
    return slot == 0 ? list.start : anchors[slot].item;
  }

  int index(int slot) {
    return indexes[slot];
  }

  /// Sets more anchors between one and the next, if there is room.
  boolean thicken(int slot) {
    var before = size;
    var at = item(slot);
    var index = indexes[slot];
    var here = slot;
    for (var steps = 0; at != null; at = at.right) {
      if (at.anchored && at != anchors[here].item) break;
      if (steps == SPACING) {
        add(++here, at, index);
        steps = 0;
      }
      steps++;
      if (at.visible()) index += at.length;
    }
    return size > before;
  }

  private void add(int slot, Item item, int index) {
    if (size == anchors.length) {
      anchors = Arrays.copyOf(anchors, 2 * size);
      indexes = Arrays.copyOf(indexes, 2 * size);
    }
    System.arraycopy(anchors, slot, anchors, slot + 1, size - slot);
    System.arraycopy(indexes, slot, indexes, slot + 1, size - slot);
    size++;
    var anchor = new Anchor(item);
    anchors[slot] = anchor;
    indexes[slot] = index;
    item.anchored = true;
    byItem.put(item, anchor);
    renumber(slot);
    if (slot <= disturbed) disturbed++;
    if (slot <= settled + 1) {
      anchor.attributes = through(known(slot - 1), item(slot - 1), item);
      settled++;
    } else {
      disturbed = Math.max(disturbed, slot);
    }
  }

  private void remove(Anchor anchor) {
    var slot = anchor.slot;
    System.arraycopy(anchors, slot + 1, anchors, slot, size - slot - 1);
    System.arraycopy(indexes, slot + 1, indexes, slot, size - slot - 1);
    size--;
    renumber(slot);
    if (slot <= settled) settled--;
    if (slot <= disturbed) disturbed--;
  }

  private void renumber(int from) {
    for (var i = from; i < size; i++) anchors[i].slot = i;
    lastItem = null;
  }

  /// An item was linked in, or became longer, or its elements went while it stays. Anchors that are
  /// set from here on know that.
  void changed(Item item, int by) {
    var slot = walk(item);
    if (by != 0) for (var i = slot + 1; i < size; i++) indexes[i] += by;
    if (item.kind == Kind.FORMAT) disturb(slot);
    if (walked > FAR) thicken(slot);
  }

  /// A format came or went between an anchor and the next.
  private void disturb(int slot) {
    if (slot < settled) {
      if (settled < size - 1) disturbed = Math.max(disturbed, settled);
      settled = slot;
    }
    disturbed = Math.max(disturbed, slot);
  }

  void used() {
    idle = 0;
  }

  /// A search found an item between an anchor and the next: what changes now is near.
  void found(Item item, int slot) {
    lastItem = item;
    lastSlot = slot;
  }

  /// Notes a change, and says whether there were so many since the last search that another index
  /// costs no more.
  boolean idle() {
    return ++idle > SPACING * size;
  }

  /// The right item becomes a part of the left one, which has so many visible elements.
  void joined(Item left, Item right, int before) {
    if (right == lastItem || left == lastItem) lastItem = null;
    if (!right.anchored) return;
    right.anchored = false;
    var anchor = anchorOf(right);
    byItem.remove(right);
    if (left.anchored) {
      remove(anchor);
      return;
    }
    left.anchored = true;
    anchor.item = left;
    byItem.put(left, anchor);
    indexes[anchor.slot] -= before;
  }

  /// The items are no anchors any more.
  void drop() {
    for (var item : byItem.keySet()) item.anchored = false;
  }

  /// The attributes that hold before an item. They are not to be changed.
  Map<String, @Nullable Object> attributesBefore(Item item) {
    var slot = slotOf(item);
    settle(slot);
    return through(known(slot), item(slot), item);
  }

  private Map<String, @Nullable Object> known(int slot) {
    var attributes = anchors[slot].attributes;
    if (attributes == null) throw new IllegalStateException("attributes that are not known");
    return attributes;
  }

  private void settle(int slot) {
    while (settled < slot) {
      var next = settled + 1;
      var attributes = through(known(settled), item(settled), anchors[next].item);
      var old = anchors[next].attributes;
      if (next > disturbed && old != null && same(old, attributes)) {
        settled = size - 1;
        disturbed = 0;
        return;
      }
      anchors[next].attributes = attributes;
      settled = next;
    }
  }

  private static boolean same(Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
    if (a.size() != b.size()) return false;
    var others = b.entrySet().iterator();
    for (var entry : a.entrySet()) {
      var other = others.next();
      if (!entry.getKey().equals(other.getKey())) return false;
      if (!Attributes.identical(entry.getValue(), other.getValue())) return false;
    }
    return true;
  }

  /// What attributes become on the way from one item to another, that excluded.
  static Map<String, @Nullable Object> through(
      Map<String, @Nullable Object> attributes, @Nullable Item from, @Nullable Item to) {
    Map<String, @Nullable Object> changed = null;
    for (var item = from; item != null && item != to; item = item.right) {
      if (item.deleted || item.kind != Kind.FORMAT) continue;
      if (changed == null) changed = new LinkedHashMap<>(attributes);
      TextPosition.apply(changed, item);
    }
    return changed == null ? attributes : changed;
  }
}
