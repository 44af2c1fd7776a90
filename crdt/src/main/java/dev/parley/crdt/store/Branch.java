package dev.parley.crdt.store;

import java.util.Arrays;
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

  private @Nullable Anchors anchors;

  /// Whether the list changed since the anchors were set.
  private boolean moved;

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

  /// The list changes at a place that nobody knows yet.
  void changing() {
    cursor = null;
    moved = true;
  }

  /// What is known of places in the list, or null if that is nothing; before a search or an edit.
  @Nullable Anchors anchors() {
    if (moved) anchors = null;
    moved = false;
    return anchors;
  }

  /// A search passed by a visible item.
  void passed(Item item, int index) {
    var known = anchors;
    if (known == null) {
      known = new Anchors();
      anchors = known;
    }
    known.add(item, index);
  }

  /// The list became longer or shorter at an index, and did not change elsewhere.
  void shift(int index, int by) {
    moved = false;
    if (anchors != null) anchors.shift(index, by);
  }

  /// An item became a part of the one to its left.
  void joined(Item left, Item right) {
    var before = left.visible() ? left.length : 0;
    if (cursor == right) remember(left, cursorIndex - before);
    if (right.anchored && anchors != null) anchors.replace(right, left, before);
  }

  /// Moves the cursor to the nearest place that is known before or near an index.
  void approach(int index) {
    var known = anchors();
    if (known == null) return;
    var floor = known.floor(index);
    if (floor < 0) return;
    var far = index - known.indexes[floor];
    if (cursor != null && Math.abs(cursorIndex - index) <= far) return;
    cursor = known.items[floor];
    cursorIndex = known.indexes[floor];
  }

  /// Some visible items of a list with their indexes, so that no search goes far.
  static final class Anchors {
    private static final int MANY = 2048;

    private @Nullable Item[] items = new Item[16];
    private int[] indexes = new int[16];
    private int size;

    /// The last one that is not behind an index, or -1.
    int floor(int index) {
      var found = Arrays.binarySearch(indexes, 0, size, index);
      return found >= 0 ? found : -found - 2;
    }

    void add(Item item, int index) {
      var floor = floor(index);
      if (floor >= 0 && indexes[floor] == index) return;
      if (size == MANY) return;
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
        indexes = Arrays.copyOf(indexes, 2 * size);
      }
      var at = floor + 1;
      System.arraycopy(items, at, items, at + 1, size - at);
      System.arraycopy(indexes, at, indexes, at + 1, size - at);
      items[at] = item;
      indexes[at] = index;
      item.anchored = true;
      size++;
    }

    void shift(int index, int by) {
      var from = floor(index - 1) + 1;
      if (by < 0) {
        var to = floor(index - by - 1) + 1;
        System.arraycopy(items, to, items, from, size - to);
        System.arraycopy(indexes, to, indexes, from, size - to);
        Arrays.fill(items, size - (to - from), size, null);
        size -= to - from;
      }
      for (var i = from; i < size; i++) indexes[i] += by;
    }

    void replace(Item right, Item left, int before) {
      for (var i = 0; i < size; i++) {
        if (items[i] != right) continue;
        items[i] = left;
        indexes[i] -= before;
        left.anchored = true;
      }
    }
  }
}
