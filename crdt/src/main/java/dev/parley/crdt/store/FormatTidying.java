package dev.parley.crdt.store;

import dev.parley.crdt.content.Attributes;
import dev.parley.crdt.content.Format;
import dev.parley.crdt.content.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Deletes formats that say nothing new.
final class FormatTidying {
  private FormatTidying() {}

  /// After an update of others touched a formatted text: tidies it in another transaction.
  static void after(Transaction transaction) {
    if (transaction.local() || !touchedFormatted(transaction)) return;
    var whole = new LinkedHashSet<Branch>();
    newFormats(transaction, whole);
    var store = transaction.store;
    store.transact(
        null,
        true,
        () -> {
          deletedFormats(transaction, whole);
          for (var text : whole) text(store.running(), text);
        });
  }

  private static boolean isText(Branch branch) {
    return branch.ref == Branch.TEXT || branch.ref == Branch.XML_TEXT;
  }

  private static boolean touchedFormatted(Transaction transaction) {
    for (var branch : transaction.changed().keySet()) {
      if (isText(branch) && branch.watched && !branch.gone()) return true;
    }
    return false;
  }

  private static void newFormats(Transaction transaction, Set<Branch> whole) {
    for (var slot = 0; slot < transaction.touched(); slot++) {
      var blocks = transaction.store.existing(transaction.touchedClient(slot));
      var end = transaction.afterOfSlot(slot);
      for (var at = blocks.find(transaction.beforeOfSlot(slot)); at < blocks.size(); at++) {
        if (blocks.get(at).clock >= end) break;
        if (blocks.get(at) instanceof Item item && !item.deleted && item.kind == Kind.FORMAT) {
          whole.add(item.parent());
        }
      }
    }
  }

  private static void deletedFormats(Transaction transaction, Set<Branch> whole) {
    var store = transaction.store;
    store.visits++;
    for (var ranges : transaction.deletes.clients()) {
      var blocks = store.existing(ranges.client());
      for (var i = 0; i < ranges.size(); i++) {
        var end = ranges.end(i);
        for (var at = blocks.find(ranges.start(i)); at < blocks.size(); at++) {
          if (blocks.get(at).clock >= end) break;
          if (blocks.get(at) instanceof Item item) deletedItem(store, item, whole);
        }
      }
    }
  }

  private static void deletedItem(BlockStore store, Item item, Set<Branch> whole) {
    var parent = item.parent();
    if (!parent.watched || whole.contains(parent)) return;
    if (item.kind == Kind.FORMAT) whole.add(parent);
    else surroundings(store.running(), item);
  }

  /// Deletes repeated formats around a deleted item, for which the attributes need not be known.
  /// Where it came by before, it leaves a visit and has nothing left to do.
  private static void surroundings(Transaction transaction, Item deleted) {
    var visit = transaction.store.visits;
    if (deleted.visit == visit) return;
    var item = deleted;
    while (item.right != null && !item.right.visible()) item = item.right;
    var keys = new HashSet<String>();
    for (Item at = item; at != null && !at.visible(); at = at.left) {
      at.visit = visit;
      if (at.deleted || at.kind != Kind.FORMAT) continue;
      if (!keys.add(((Format) at.content()).key())) Deleter.delete(transaction, at);
    }
  }

  /// Tidies what is before the first visible item. As in Yjs, all gaps behind it begin at a visible
  /// item, and so are empty.
  private static void text(Transaction transaction, Branch text) {
    var attributes = new LinkedHashMap<String, @Nullable Object>();
    var start = text.start;
    for (var end = start; start != null && end != null; end = end.right) {
      if (end.deleted) continue;
      if (end.kind != Kind.FORMAT) {
        gap(transaction, start, end, Map.of(), attributes);
        return;
      }
      TextPosition.apply(attributes, end);
    }
  }

  /// Deletes the formats from one item to the next visible one that are overwritten in between or
  /// that hold before anyway. The attributes are those before the gap and at the current item.
  static void gap(
      Transaction transaction,
      Item start,
      @Nullable Item current,
      Map<String, ? extends @Nullable Object> before,
      Map<String, @Nullable Object> attributes) {
    var last = new HashMap<String, Item>();
    @Nullable Item end = start;
    for (; end != null && !end.visible(); end = end.right) {
      if (!end.deleted && end.kind == Kind.FORMAT) last.put(((Format) end.content()).key(), end);
    }
    var reached = false;
    for (@Nullable Item item = start; item != null && item != end; item = item.right) {
      if (item == current) reached = true;
      if (item.deleted || item.kind != Kind.FORMAT) continue;
      var format = (Format) item.content();
      if (last.get(format.key()) != item
          || Attributes.identical(before.get(format.key()), format.value())) {
        Deleter.delete(transaction, item);
        if (!reached) restore(format, before, attributes);
      } else if (!reached) {
        TextPosition.apply(attributes, item);
      }
    }
  }

  private static void restore(
      Format deleted,
      Map<String, ? extends @Nullable Object> before,
      Map<String, @Nullable Object> now) {
    var key = deleted.key();
    var old = before.get(key);
    if (!Attributes.identical(now.get(key), deleted.value())) return;
    if (Attributes.identical(old, deleted.value())) return;
    if (old == null) now.remove(key);
    else now.put(key, old);
  }
}
