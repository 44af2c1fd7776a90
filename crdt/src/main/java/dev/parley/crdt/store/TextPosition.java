package dev.parley.crdt.store;

import dev.parley.crdt.content.Format;
import dev.parley.crdt.content.Kind;
import dev.parley.crdt.store.Integrator.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place between two items of a text, with the attributes that hold there.
final class TextPosition {
  final Transaction transaction;
  final Branch parent;
  final Map<String, @Nullable Object> attributes = new LinkedHashMap<>(0);
  @Nullable Item left;
  @Nullable Item right;
  int index;

  private TextPosition(Transaction transaction, Branch parent) {
    this.transaction = transaction;
    this.parent = parent;
  }

  static TextPosition start(Transaction transaction, Branch parent) {
    var position = new TextPosition(transaction, parent);
    position.right = parent.start;
    return position;
  }

  /// The first place that has so many elements before it; an item is split if need be.
  static TextPosition at(Transaction transaction, Branch parent, int index) {
    var position = start(transaction, parent);
    position.jump(index);
    return position;
  }

  /// Goes to the first place that has so many elements before it; an item is split if need be.
  void jump(int target) {
    var item = Edits.itemEndingAt(transaction, parent, target);
    if (item == null) return;
    attributes.clear();
    attributes.putAll(parent.attributesBefore(item));
    left = item;
    right = item.right;
    index = target;
  }

  Item next() {
    if (right == null) throw new IllegalStateException("at the end");
    return right;
  }

  void splitRight(int offset) {
    var item = next();
    transaction.store.cleanStart(transaction, item.client, item.clock + offset);
  }

  void forward() {
    var item = next();
    if (!item.deleted) {
      if (item.kind == Kind.FORMAT) apply(attributes, item);
      else index += item.length;
    }
    left = item;
    right = item.right;
  }

  /// Inserts an item here and goes behind it.
  void insert(int kind, @Nullable Object payload) {
    right = Edits.insert(transaction, Place.inList(parent, left, right), kind, payload);
    forward();
  }

  /// Changes attributes as a format says.
  static void apply(Map<String, @Nullable Object> attributes, Item item) {
    var format = (Format) item.content();
    if (format.value() == null) attributes.remove(format.key());
    else attributes.put(format.key(), format.value());
  }
}
