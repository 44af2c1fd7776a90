package dev.parley.crdt.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A shared type: a list of items, and entries by key. Before its item is integrated, an item's
/// parent may be a mere reference, which names a root or another item.
public final class Branch {
  public static final int UNKNOWN = -1;
  public static final int ARRAY = 0;
  public static final int MAP = 1;
  public static final int TEXT = 2;
  public static final int XML_ELEMENT = 3;
  public static final int XML_FRAGMENT = 4;
  public static final int XML_HOOK = 5;
  public static final int XML_TEXT = 6;
  private static final int MANY_OF_A_KEY = 16;

  /// The number of the type in the format, or [#UNKNOWN] for a root that nobody has asked for.
  int ref;

  /// Of a root, or of an XML element.
  final @Nullable String name;

  /// What holds this; null for a root.
  @Nullable Item item;

  @Nullable Item start;

  /// The last item of each key.
  final Map<String, Item> entries = new LinkedHashMap<>(0);

  /// The first items of keys that have many.
  private @Nullable Map<String, Item> heads;

  /// How many visible elements the list has.
  int length;

  /// Whether the list ever held a format.
  boolean formatted;

  /// Whether the list held a format since the type was known, so that formats are tidied.
  boolean watched;

  /// An item of the list to search from; null if none is known.
  @Nullable Item cursor;

  /// The index of the cursor, or of what is visible next.
  int cursorIndex;

  private @Nullable ListIndex index;

  /// If this is only a reference to the item with this id.
  final int targetClient;

  final int targetClock;
  private @Nullable Object view;

  /// Inserts the first content, once this has its place.
  @Nullable Consumer<Branch> seed;

  Branch(int ref, @Nullable String name) {
    this.ref = ref;
    this.name = name;
    this.targetClient = Item.NONE;
    this.targetClock = 0;
  }

  private Branch(int client, int clock) {
    this.ref = UNKNOWN;
    this.name = null;
    this.targetClient = client;
    this.targetClock = clock;
  }

  static Branch reference(int client, int clock) {
    return new Branch(client, clock);
  }

  boolean referencesItem() {
    return targetClient != Item.NONE;
  }

  public int ref() {
    return ref;
  }

  public @Nullable String name() {
    return name;
  }

  public @Nullable Item item() {
    return item;
  }

  public @Nullable Item start() {
    return start;
  }

  public Map<String, Item> entries() {
    return entries;
  }

  public int length() {
    return length;
  }

  /// The first item of a key, which is the oldest that was ever set.
  @Nullable Item head(String key) {
    var known = heads == null ? null : heads.get(key);
    var item = known != null ? known : entries.get(key);
    var steps = 0;
    while (item != null && item.left != null) {
      item = item.left;
      steps++;
    }
    if (item != null && steps > 0 && (known != null || steps > MANY_OF_A_KEY)) head(key, item);
    return item;
  }

  private void head(String key, Item item) {
    if (heads == null) heads = new HashMap<>();
    heads.put(key, item);
  }

  /// Nothing is left of the list and the entries.
  void clear() {
    start = null;
    entries.clear();
    heads = null;
  }

  public boolean gone() {
    return item != null && item.deleted;
  }

  /// What the public interface shows of this.
  public @Nullable Object view() {
    return view;
  }

  public void view(Object view) {
    this.view = view;
  }

  /// Gives a new type the content that it was made with.
  void grow() {
    var content = seed;
    seed = null;
    if (content != null) content.accept(this);
  }

  void remember(Item item, int index) {
    cursor = item;
    cursorIndex = index;
  }

  /// An element of the list.
  public BlockStore.Element element(int index) {
    if (index < 0 || index >= length) throw new IndexOutOfBoundsException(index);
    var item = find(index);
    return new BlockStore.Element(item, index - cursorIndex);
  }

  /// The visible item with an element. It becomes the cursor.
  Item find(int element) {
    var known = index;
    if (known != null) return find(known, element);
    var at = cursor;
    var before = cursorIndex;
    if (at == null || element < Math.abs(cursorIndex - element)) {
      at = start;
      before = 0;
    }
    var found = walk(at, before, element, ListIndex.FAR);
    return found != null ? found : find(indexed(), element);
  }

  private Item find(ListIndex known, int element) {
    known.used();
    var slot = known.slotBefore(element);
    if (cursor != null && Math.abs(cursorIndex - element) <= element - known.index(slot)) {
      var found = walk(cursor, cursorIndex, element, ListIndex.FAR);
      if (found != null) return found;
    }
    var found = walk(known.item(slot), known.index(slot), element, ListIndex.FAR);
    if (found == null) {
      known.thicken(slot);
      slot = known.slotBefore(element);
      found = walk(known.item(slot), known.index(slot), element, Integer.MAX_VALUE);
    }
    if (found == null) throw new IndexOutOfBoundsException(element);
    known.found(found, slot);
    return found;
  }

  /// Goes to the item with an element, if that is not too far, and remembers it.
  private @Nullable Item walk(@Nullable Item from, int before, int element, int far) {
    var item = from;
    var at = before;
    var left = far;
    while (at > element && item != null && left-- > 0) {
      item = item.left;
      if (item != null && item.visible()) at -= item.length;
    }
    for (; item != null && left-- > 0; item = item.right) {
      if (!item.visible()) continue;
      if (element < at + item.length) {
        remember(item, at);
        return item;
      }
      at += item.length;
    }
    return null;
  }

  private ListIndex indexed() {
    var known = index;
    if (known == null) {
      known = new ListIndex(this);
      index = known;
    }
    return known;
  }

  /// How many visible elements stand before an item of the list. Before an entry there are none.
  public int indexOf(Item item) {
    if (item.parentSub != null) return 0;
    if (item == cursor) return cursorIndex;
    if (index == null) {
      var steps = 0;
      var sum = 0;
      @Nullable Item left = item.left;
      for (; left != null && steps < ListIndex.FAR; left = left.left) {
        if (left.visible()) sum += left.length;
        steps++;
      }
      if (left == null) return sum;
    }
    var known = indexed();
    known.used();
    var slot = known.slotOf(item);
    var sum = known.index(slot);
    for (var at = known.item(slot); at != null && at != item; at = at.right) {
      if (at.visible()) sum += at.length;
    }
    return sum;
  }

  /// The last item of the list, visible or not.
  @Nullable Item last() {
    var last = cursor != null ? cursor : start;
    if (last == null) return null;
    if (index != null) last = index.item(index.lastSlot());
    for (var steps = 0; last != null && last.right != null; last = last.right) {
      if (++steps > ListIndex.FAR && index == null) return lastOf(indexed());
    }
    return last;
  }

  private static @Nullable Item lastOf(ListIndex known) {
    var last = known.item(known.lastSlot());
    while (last != null && last.right != null) last = last.right;
    return last;
  }

  /// The attributes that hold before an item of the list. They are not to be changed.
  Map<String, @Nullable Object> attributesBefore(Item item) {
    if (!formatted) return Map.of();
    if (index == null) {
      var steps = 0;
      for (@Nullable Item at = item; at != null && steps <= ListIndex.FAR; at = at.left) steps++;
      if (steps <= ListIndex.FAR) return ListIndex.through(new LinkedHashMap<>(0), start, item);
    }
    var known = indexed();
    known.used();
    return known.attributesBefore(item);
  }

  /// An item was linked into the list.
  void inserted(Item item) {
    changed(item, item.visible() ? item.length : 0);
  }

  /// An item of the list was deleted; its visible elements are gone.
  void deleted(Item item) {
    changed(item, item.countable() ? -item.length : 0);
  }

  private void changed(Item item, int by) {
    length += by;
    cursor = null;
    var known = index;
    if (known == null) return;
    known.changed(item, by);
    if (known.idle()) forgetIndex();
  }

  /// A visible item of the list, the cursor, became longer.
  void grown(Item item, int by) {
    length += by;
    if (index != null) index.changed(item, by);
  }

  /// Nothing is known of places in the list.
  void forgetPlaces() {
    cursor = null;
    forgetIndex();
  }

  private void forgetIndex() {
    if (index != null) index.drop();
    index = null;
  }

  /// An item becomes a part of the one to its left.
  void joined(Item left, Item right) {
    var before = left.visible() ? left.length : 0;
    if (cursor == right) remember(left, cursorIndex - before);
    if (index != null) index.joined(left, right, before);
  }
}
