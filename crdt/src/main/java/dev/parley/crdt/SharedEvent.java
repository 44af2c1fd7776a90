package dev.parley.crdt;

import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Transaction;
import java.util.ArrayList;
import java.util.Collections;
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
}
