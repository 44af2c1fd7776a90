package dev.parley.crdt;

import dev.parley.crdt.store.Item;
import dev.parley.crdt.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads from a transaction how a list that is no text changed.
final class ListChanges {
  private final SharedType target;
  private final Transaction transaction;
  private final boolean changed;
  private final Delta.Builder delta = Delta.builder();
  private final List<@Nullable Object> inserted = new ArrayList<>();
  private int retained;
  private int deleted;

  ListChanges(SharedType target, Transaction transaction, boolean changed) {
    this.target = target;
    this.transaction = transaction;
    this.changed = changed;
  }

  Delta read() {
    if (!changed) return delta.build();
    for (var item = target.branch.start(); item != null; item = item.right()) add(item);
    retained = 0;
    flush();
    return delta.build();
  }

  private void add(Item item) {
    if (item.deleted()) {
      if (!transaction.deletes(item) || transaction.isNew(item)) return;
      if (deleted == 0) flush();
      deleted += item.length();
    } else if (transaction.isNew(item)) {
      if (inserted.isEmpty()) flush();
      inserted.addAll(Values.of(target.doc, item));
    } else {
      if (retained == 0) flush();
      retained += item.length();
    }
  }

  private void flush() {
    if (retained > 0) delta.retain(retained);
    if (deleted > 0) delta.delete(deleted);
    if (!inserted.isEmpty()) delta.insert(new ArrayList<>(inserted));
    retained = 0;
    deleted = 0;
    inserted.clear();
  }
}
