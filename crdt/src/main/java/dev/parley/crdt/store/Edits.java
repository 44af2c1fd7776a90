package dev.parley.crdt.store;

import dev.parley.crdt.content.Kind;
import dev.parley.crdt.content.Subdocument;
import dev.parley.crdt.store.Integrator.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Edits of lists and entries. All run in the transaction of the store.
public final class Edits {
  private Edits() {}

  /// An item that continues what our client inserted.
  static Item item(Transaction transaction, int kind, @Nullable Object payload) {
    return item(transaction, kind, payload, Contents.length(kind, payload));
  }

  static Item item(Transaction transaction, int kind, @Nullable Object payload, int length) {
    var store = transaction.store;
    var client = store.ownClient();
    return new Item(client, store.state(client), length, kind, payload);
  }

  private static void fits(BlockStore store, int length) {
    if (length > Integer.MAX_VALUE - store.state(store.ownClient())) {
      throw new IllegalStateException("no clocks left for this client");
    }
  }

  static Item insert(Transaction transaction, Place place, int kind, @Nullable Object payload) {
    var item = item(transaction, kind, payload);
    fits(transaction.store, item.length);
    Integrator.insert(transaction, item, place);
    if (kind == Kind.TYPE) item.branch().grow();
    return item;
  }

  /// Inserts values and new types at an index of a list.
  public static void insert(
      BlockStore store, Branch parent, int index, List<? extends @Nullable Object> values) {
    if (index < 0 || index > parent.length) throw new IndexOutOfBoundsException(index);
    if (values.isEmpty()) return;
    var transaction = store.running();
    var before = itemEndingAt(transaction, parent, index);
    var cursorIndex = parent.cursorIndex;
    insertAfter(transaction, parent, before, values);
    if (before != null) parent.remember(before, cursorIndex);
  }

  /// Inserts values and new types behind all that is, or was, in a list.
  public static void push(
      BlockStore store, Branch parent, List<? extends @Nullable Object> values) {
    if (values.isEmpty()) return;
    var last = parent.last();
    var length = parent.length;
    insertAfter(store.running(), parent, last, values);
    if (last != null) parent.remember(last, last.visible() ? length - last.length : length);
  }

  private static void insertAfter(
      Transaction transaction,
      Branch parent,
      @Nullable Item reference,
      List<? extends @Nullable Object> values) {
    var left = reference;
    var right = left == null ? parent.start : left.right;
    var plain = new ArrayList<@Nullable Object>();
    for (var value : values) {
      if (!isSingle(value)) {
        plain.add(value);
        continue;
      }
      if (!plain.isEmpty()) left = pack(transaction, Place.inList(parent, left, right), plain);
      plain.clear();
      left = insert(transaction, Place.inList(parent, left, right), kind(value), value);
    }
    if (!plain.isEmpty()) pack(transaction, Place.inList(parent, left, right), plain);
  }

  private static Item pack(Transaction transaction, Place place, List<@Nullable Object> values) {
    return insert(transaction, place, Kind.ANY, values.toArray());
  }

  private static boolean isSingle(@Nullable Object value) {
    return value instanceof byte[] || value instanceof Branch || value instanceof Subdocument;
  }

  private static int kind(@Nullable Object value) {
    return switch (value) {
      case byte[] bytes -> Kind.BINARY;
      case Branch branch -> Kind.TYPE;
      case Subdocument document -> Kind.DOC;
      case null, default -> Kind.ANY;
    };
  }

  /// The visible item that ends at an index, after a split if need be; null for the first index.
  static @Nullable Item itemEndingAt(Transaction transaction, Branch parent, int index) {
    if (index == 0) return null;
    var item = parent.find(index - 1);
    var offset = index - parent.cursorIndex;
    if (offset < item.length) {
      transaction.store.cleanStart(transaction, item.client, item.clock + offset);
    }
    return item;
  }

  public static void delete(BlockStore store, Branch parent, int index, int length) {
    if (index < 0 || length < 0 || length > parent.length - index) {
      throw new IndexOutOfBoundsException(index + "+" + length);
    }
    if (length == 0) return;
    var transaction = store.running();
    var before = itemEndingAt(transaction, parent, index);
    var cursorIndex = parent.cursorIndex;
    var left = length;
    for (var item = before == null ? parent.start : before.right;
        left > 0 && item != null;
        item = item.right) {
      if (item.deleted) continue;
      if (left < item.length) {
        store.cleanStart(transaction, item.client, item.clock + left);
      }
      left -= item.length;
      Deleter.delete(transaction, item);
    }
    if (before != null) parent.remember(before, cursorIndex);
  }

  /// Sets an entry to a value or a new type.
  public static void set(BlockStore store, Branch parent, String key, @Nullable Object value) {
    var kind = kind(value);
    var payload = kind == Kind.ANY ? new @Nullable Object[] {value} : value;
    insert(store.running(), Place.ofKey(parent, key), kind, payload);
  }

  public static void remove(BlockStore store, Branch parent, String key) {
    var item = parent.entries.get(key);
    if (item != null) Deleter.delete(store.running(), item);
  }

  /// A new type, to be inserted, which then gets its first content.
  public static Branch branch(int ref, @Nullable String name, Consumer<Branch> seed) {
    var branch = new Branch(ref, name);
    branch.seed = seed;
    return branch;
  }

  /// A copy of a value that cannot be changed from outside, if a document can hold it.
  public static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Float number -> number.doubleValue();
      case Map<?, ?> map -> {
        var copy = new java.util.LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, each) -> copy.put((String) key, value(each)));
        yield java.util.Collections.unmodifiableMap(copy);
      }
      case List<?> list -> {
        var copy = new ArrayList<@Nullable Object>();
        for (var each : list) copy.add(value(each));
        yield java.util.Collections.unmodifiableList(copy);
      }
      case byte[] bytes -> bytes.clone();
      case Long number -> number;
      case Double number -> number;
      case Boolean bool -> bool;
      case String text -> text;
      case BigInteger number -> number;
      case dev.parley.crdt.codec.Undefined undefined -> undefined;
      default -> throw new IllegalArgumentException("no value: " + value.getClass());
    };
  }
}
