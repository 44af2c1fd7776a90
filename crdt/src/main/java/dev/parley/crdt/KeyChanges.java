package dev.parley.crdt;

import dev.parley.crdt.SharedEvent.Action;
import dev.parley.crdt.SharedEvent.KeyChange;
import dev.parley.crdt.codec.Undefined;
import dev.parley.crdt.store.Item;
import dev.parley.crdt.store.Transaction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads from a transaction what became of the entries of a type.
final class KeyChanges {
  private KeyChanges() {}

  static Map<String, KeyChange> read(
      SharedType target, Transaction transaction, Set<@Nullable String> changed) {
    var keys = new LinkedHashMap<String, KeyChange>();
    for (var key : changed) {
      if (key == null) continue;
      var item = target.branch.entries().get(key);
      if (item == null) continue;
      var change = change(target.doc, transaction, item);
      if (change != null) keys.put(key, change);
    }
    return keys;
  }

  private static @Nullable KeyChange change(Doc doc, Transaction transaction, Item item) {
    var gone = transaction.deletes(item);
    if (!transaction.isNew(item)) return gone ? was(doc, Action.DELETE, item) : null;
    var before = item.left();
    while (before != null && transaction.isNew(before)) before = before.left();
    if (before != null && transaction.deletes(before)) {
      return was(doc, gone ? Action.DELETE : Action.UPDATE, before);
    }
    return gone ? null : new KeyChange(Action.ADD, Undefined.UNDEFINED);
  }

  private static KeyChange was(Doc doc, Action action, Item item) {
    return new KeyChange(action, Values.at(doc, item, item.length() - 1));
  }
}
