package dev.parley.crdt;

import dev.parley.crdt.content.Format;
import dev.parley.crdt.content.Kind;
import dev.parley.crdt.store.Item;
import dev.parley.crdt.store.TextEdits;
import dev.parley.crdt.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads from a transaction how a text changed. Deletes formats on the way that say nothing new, as
/// Yjs does.
final class TextChanges {
  private enum Action {
    NONE,
    INSERT,
    RETAIN,
    DELETE
  }

  private final SharedType target;
  private final Transaction transaction;
  private final List<Delta.Op> ops = new ArrayList<>();
  private final Map<String, @Nullable Object> current = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> old = new LinkedHashMap<>();

  /// What changes of the attributes of what is retained.
  private final Map<String, @Nullable Object> changes = new LinkedHashMap<>();

  private Action action = Action.NONE;
  private final StringBuilder inserted = new StringBuilder();
  private int length;

  TextChanges(SharedType target, Transaction transaction) {
    this.target = target;
    this.transaction = transaction;
  }

  Delta read() {
    target.doc.transact(() -> {
      for (var item = target.branch.start(); item != null; item = item.right()) add(item);
      flush();
    });
    while (!ops.isEmpty() && saysNothing(ops.get(ops.size() - 1))) ops.remove(ops.size() - 1);
    return new Delta(ops);
  }

  private static boolean saysNothing(Delta.Op op) {
    return op instanceof Delta.Op.Retain retain && retain.attributes().isEmpty();
  }

  private void add(Item item) {
    switch (item.kind()) {
      case Kind.STRING, Kind.TYPE, Kind.EMBED -> addContent(item);
      case Kind.FORMAT -> addFormat(item);
      default -> {}
    }
  }

  private void addContent(Item item) {
    var gone = transaction.deletes(item);
    if (transaction.isNew(item)) {
      if (!gone) insert(item);
    } else if (gone) {
      turnTo(Action.DELETE);
      length += item.length();
    } else if (!item.deleted()) {
      turnTo(Action.RETAIN);
      length += item.length();
    }
  }

  private void insert(Item item) {
    if (item.kind() == Kind.STRING) {
      turnTo(Action.INSERT);
      inserted.append(item.text());
      return;
    }
    flush();
    ops.add(new Delta.Op.Insert(Values.at(target.doc, item, 0), present()));
  }

  private Map<String, @Nullable Object> present() {
    return new LinkedHashMap<>(current);
  }

  private void turnTo(Action next) {
    if (action == next) return;
    flush();
    action = next;
  }

  private void flush() {
    switch (action) {
      case INSERT -> ops.add(new Delta.Op.Insert(inserted.toString(), present()));
      case RETAIN -> ops.add(new Delta.Op.Retain(length, new LinkedHashMap<>(changes)));
      case DELETE -> ops.add(new Delta.Op.Delete(length));
      case NONE -> {}
    }
    action = Action.NONE;
    inserted.setLength(0);
    length = 0;
  }

  private void addFormat(Item item) {
    var format = (Format) item.content();
    var gone = transaction.deletes(item);
    if (transaction.isNew(item)) {
      if (!gone) newFormat(item, format);
    } else if (gone) {
      oldFormat(format);
    } else if (!item.deleted()) {
      keptFormat(item, format);
    }
    if (item.deleted()) return;
    if (action == Action.INSERT) flush();
    if (format.value() == null) current.remove(format.key());
    else current.put(format.key(), format.value());
  }

  private void newFormat(Item item, Format format) {
    var key = format.key();
    if (!TextEdits.equalValues(current.get(key), format.value())) {
      if (action == Action.RETAIN) flush();
      if (TextEdits.equalValues(format.value(), old.get(key))) changes.remove(key);
      else changes.put(key, format.value());
    } else if (format.value() != null) {
      TextEdits.deleteFormat(target.doc.store, item);
    }
  }

  private void oldFormat(Format format) {
    var key = format.key();
    old.put(key, format.value());
    var now = current.get(key);
    if (TextEdits.equalValues(now, format.value())) return;
    if (action == Action.RETAIN) flush();
    changes.put(key, now);
  }

  private void keptFormat(Item item, Format format) {
    var key = format.key();
    old.put(key, format.value());
    if (!changes.containsKey(key)) return;
    var change = changes.get(key);
    if (!TextEdits.equalValues(change, format.value())) {
      if (action == Action.RETAIN) flush();
      if (format.value() == null) changes.remove(key);
      else changes.put(key, format.value());
    } else if (change != null) {
      TextEdits.deleteFormat(target.doc.store, item);
    }
  }
}
