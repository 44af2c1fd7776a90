package dev.parley.crdt.store;

import dev.parley.crdt.clients.Ranges;
import dev.parley.crdt.codec.Id;
import dev.parley.crdt.store.Integrator.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Takes back what a step inserted and deleted: deletes the former, and makes the latter anew. Runs
/// in the transaction of the store.
public final class Undoing {
  private final Transaction transaction;
  private final BlockStore store;
  private final Rules rules;
  private final Step step;

  /// All other steps that can be undone or redone.
  private final List<Step> others;

  private final Set<Item> gone = new LinkedHashSet<>();

  /// What is taken back.
  ///
  /// @param scope what is in these types
  /// @param everything whatever the scope is
  /// @param deletes which items may be deleted
  /// @param replacesOthers whether an entry comes back although others have set the key since
  public record Rules(
      Set<Branch> scope, boolean everything, Predicate<Item> deletes, boolean replacesOthers) {
    /// Whether a type is one of the scope or in one of them.
    public boolean covers(Branch branch) {
      return everything || scope.contains(branch) || (branch.item != null && covers(branch.item));
    }

    private boolean covers(Item item) {
      if (everything) return true;
      for (@Nullable Item at = item; at != null; at = at.parent().item) {
        if (scope.contains(at.parent())) return true;
      }
      return false;
    }
  }

  /// What was inserted and deleted together. Both are tidy.
  public record Step(Ranges inserted, Ranges deleted) {
    /// What one transaction did.
    public static Step of(Transaction transaction) {
      var inserted = new Ranges();
      for (var slot = 0; slot < transaction.touched(); slot++) {
        inserted.add(
            transaction.touchedClient(slot),
            transaction.beforeOfSlot(slot),
            transaction.afterOfSlot(slot));
      }
      var deleted = new Ranges();
      deleted.addAll(transaction.deletes);
      return new Step(inserted, deleted);
    }

    public void add(Step next) {
      inserted.addAll(next.inserted);
      inserted.tidy();
      deleted.addAll(next.deleted);
      deleted.tidy();
    }
  }

  private Undoing(BlockStore store, Rules rules, Step step, List<Step> others) {
    this.transaction = store.running();
    this.store = store;
    this.rules = rules;
    this.step = step;
    this.others = others;
  }

  /// Takes a step back and returns whether anything changed by it.
  public static boolean undo(BlockStore store, Rules rules, Step step, List<Step> others) {
    return new Undoing(store, rules, step, others).run();
  }

  /// Keeps the content of what a step deleted, or no longer.
  public static void keep(BlockStore store, Rules rules, Step step, boolean keep) {
    forEach(
        store.running(),
        step.deleted,
        item -> {
          if (rules.covers(item)) keep(item, keep);
        });
  }

  /// Keeps what a transaction, which ends, deleted.
  public static void keepDeleted(Transaction transaction, Rules rules) {
    forEach(
        transaction,
        transaction.deletes,
        item -> {
          if (rules.covers(item)) keep(item, true);
        });
  }

  private static void keep(Item item, boolean keep) {
    for (@Nullable Item at = item; at != null && at.keep != keep; at = at.parent().item) {
      at.keep = keep;
    }
  }

  /// The items in ranges, after splits at the borders.
  private static void forEach(Transaction transaction, Ranges ranges, Consumer<Item> visitor) {
    for (var client : ranges.clients()) {
      var blocks = transaction.store.blocks(client.client());
      if (blocks == null) continue;
      for (var i = 0; i < client.size() && client.start(i) < blocks.state(); i++) {
        var end = Math.min(client.end(i), blocks.state());
        transaction.store.cleanStart(transaction, client.client(), client.start(i));
        if (end < blocks.state()) transaction.store.cleanStart(transaction, client.client(), end);
        for (var at = blocks.find(client.start(i)); at < blocks.size(); at++) {
          if (blocks.get(at).clock >= end) break;
          if (blocks.get(at) instanceof Item item) visitor.accept(item);
        }
      }
    }
  }

  private boolean run() {
    var came = new ArrayList<Item>();
    forEach(
        transaction,
        step.inserted,
        item -> {
          var now = latest(item);
          if (now != null && !now.deleted && rules.covers(now)) came.add(now);
        });
    forEach(
        transaction,
        step.deleted,
        item -> {
          if (rules.covers(item) && !step.inserted.contains(item.client, item.clock)) {
            gone.add(item);
          }
        });
    var changed = false;
    for (var item : List.copyOf(gone)) changed |= remake(item) != null;
    for (var i = came.size() - 1; i >= 0; i--) {
      if (!rules.deletes.test(came.get(i))) continue;
      Deleter.delete(transaction, came.get(i));
      changed = true;
    }
    return changed;
  }

  private @Nullable Item latest(Item item) {
    if (item.redone == null) return item;
    var found = store.followRedone(store.id(item, 0));
    if (found == null) return null;
    return clean(store.id(found.item(), found.offset()));
  }

  private @Nullable Item clean(Id id) {
    var client = store.table.indexOf(id.client());
    var struct = store.cleanStart(transaction, client, (int) id.clock());
    return struct instanceof Item item ? item : null;
  }

  /// Makes a deleted item anew, with the parent if that is to be made anew as well; null if there
  /// is no place for it.
  private @Nullable Item remake(Item item) {
    if (item.redone != null) return clean(item.redone);
    var holder = item.parent().item;
    if (holder != null && holder.deleted) {
      holder = remadeHolder(holder);
      if (holder == null) return null;
    }
    if (holder != null && !holder.holdsType()) return null;
    var parent = holder == null ? item.parent() : holder.branch();
    var place = item.parentSub == null ? inList(item, parent) : ofKey(item, item.parentSub, parent);
    return place == null ? null : insert(item, place);
  }

  private @Nullable Item remadeHolder(Item holder) {
    if (holder.redone == null && (!gone.contains(holder) || remake(holder) == null)) return null;
    @Nullable Item latest = holder;
    while (latest != null && latest.redone != null) latest = clean(latest.redone);
    return latest;
  }

  private Item insert(Item item, Place place) {
    var made = Edits.item(transaction, item.kind, Contents.copy(item), item.length);
    item.redone = store.id(made, 0);
    made.parent = place.parent();
    keep(made, true);
    Integrator.insert(transaction, made, place);
    return made;
  }

  private Place inList(Item item, Branch parent) {
    return Place.inList(parent, nearest(item.left, parent, true), nearest(item, parent, false));
  }

  /// The next item to one side that is, or was made anew, in the parent.
  private @Nullable Item nearest(@Nullable Item from, Branch parent, boolean left) {
    for (var item = from; item != null; item = left ? item.left : item.right) {
      @Nullable Item trace = item;
      while (trace != null && trace.parent != parent) {
        trace = trace.redone == null ? null : clean(trace.redone);
      }
      if (trace != null) return trace;
    }
    return null;
  }

  private @Nullable Place ofKey(Item item, String key, Branch parent) {
    if (item.right == null || rules.replacesOthers) return Place.ofKey(parent, key);
    @Nullable Item left = item;
    while (left != null && left.right != null && replaceable(left.right)) {
      left = left.right;
      while (left != null && left.redone != null) left = clean(left.redone);
    }
    if (left != null && left.right != null) return null;
    if (left != null && left.parent != parent) return Place.ofKey(parent, key);
    return new Place(parent, left, null, key);
  }

  /// Whether an entry goes away by this step or another one, so that an older one may take its
  /// place.
  private boolean replaceable(Item item) {
    if (item.redone != null || step.inserted.contains(item.client, item.clock)) return true;
    return others.stream().anyMatch(other -> other.deleted.contains(item.client, item.clock));
  }
}
