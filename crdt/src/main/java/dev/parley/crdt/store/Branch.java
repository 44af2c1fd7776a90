package dev.parley.crdt.store;

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

  /// The number of the type in the format, or [#UNKNOWN] for a root that nobody has asked for.
  int ref;

  /// Of a root, or of an XML element.
  final @Nullable String name;

  /// What holds this; null for a root.
  @Nullable Item item;

  @Nullable Item start;

  /// The last item of each key.
  final Map<String, Item> entries = new LinkedHashMap<>(0);

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

  void forgetCursor() {
    cursor = null;
  }
}
