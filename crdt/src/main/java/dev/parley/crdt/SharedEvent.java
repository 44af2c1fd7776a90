package dev.parley.crdt;

import dev.parley.crdt.codec.Undefined;
import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Item;
import dev.parley.crdt.store.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one transaction changed of one shared type. Must be read while the observer runs.
public final class SharedEvent {
  private final SharedType target;
  private final Transaction transaction;
  private final Set<@Nullable String> changed;
  private Branch observed;
  private @Nullable Delta delta;
  private @Nullable Map<String, KeyChange> keys;

  /// What became of one key.
  ///
  /// @param oldValue the value before, undefined if there was none
  public record KeyChange(Action action, @Nullable Object oldValue) {}

  /// Whether a key came, got another value, or went.
  public enum Action {
    ADD,
    UPDATE,
    DELETE
  }

  SharedEvent(SharedType target, Transaction transaction, Set<@Nullable String> changed) {
    this.target = target;
    this.transaction = transaction;
    this.changed = changed;
    this.observed = target.branch;
  }

  void observed(Branch branch) {
    observed = branch;
  }

  public SharedType target() {
    return target;
  }

  /// What was given when the transaction began, or with the update.
  public @Nullable Object origin() {
    return transaction.origin();
  }

  /// Whether the transaction was begun here and is no update of others.
  public boolean isLocal() {
    return transaction.local();
  }

  /// Leads from the observed type to the target: keys of maps, and indexes.
  public List<Object> path() {
    var path = new ArrayList<Object>();
    var branch = target.branch;
    while (branch != observed) {
      var item = branch.item();
      if (item == null) break;
      var key = item.key();
      path.add(key != null ? key : item.parent().indexOf(item));
      branch = item.parent();
    }
    Collections.reverse(path);
    return path;
  }

  /// How the list, or the text, changed; empty if it did not.
  public Delta delta() {
    var known = delta;
    if (known != null) return known;
    var read =
        target instanceof Text
            ? new TextChanges(target, transaction).read()
            : new ListChanges(target, transaction, changed.contains(null)).read();
    delta = read;
    return read;
  }

  /// How entries, or attributes, changed.
  public Map<String, KeyChange> keys() {
    var known = keys;
    if (known != null) return known;
    var read = KeyChanges.read(target, transaction, changed);
    keys = read;
    return read;
  }

  /// Reads from a transaction what became of the entries of a type.
  private static final class KeyChanges {
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

  /// Reads from a transaction how a list that is no text changed.
  private static final class ListChanges {
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
}
