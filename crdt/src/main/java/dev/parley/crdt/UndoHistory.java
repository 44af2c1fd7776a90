package dev.parley.crdt;

import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Transaction;
import dev.parley.crdt.store.Undoing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Takes back what was edited here in some shared types, while the edits of others stay. Follows
/// transactions without an origin, or with one that it was told to follow. What it can make anew is
/// kept by the document until it is closed.
public final class UndoHistory implements AutoCloseable {
  private final Doc doc;
  private final Set<Branch> scope = new HashSet<>();
  private final List<Object> origins = new ArrayList<>();
  private final long captureMillis;
  private final LongSupplier clock;
  private final Deque<Undoing.Step> undos = new ArrayDeque<>();
  private final Deque<Undoing.Step> redos = new ArrayDeque<>();
  private boolean undoing;
  private boolean redoing;
  private long lastChange;

  /// @param captureMillis edits of so long a time are taken back together
  public UndoHistory(List<? extends SharedType> scope, long captureMillis) {
    this(scope, captureMillis, System::currentTimeMillis);
  }

  UndoHistory(List<? extends SharedType> scope, long captureMillis, LongSupplier clock) {
    if (scope.isEmpty()) throw new IllegalArgumentException("nothing to undo in");
    this.doc = scope.get(0).doc;
    this.captureMillis = captureMillis;
    this.clock = clock;
    for (var type : scope) this.scope.add(type.branch);
    doc.undoHistories.add(this);
  }

  /// Also takes back transactions of this origin.
  public void follow(Object origin) {
    origins.add(origin);
  }

  public boolean canUndo() {
    return !undos.isEmpty();
  }

  public boolean canRedo() {
    return !redos.isEmpty();
  }

  /// Takes the last step back that still has an effect; false if there was none.
  public boolean undo() {
    undoing = true;
    try {
      return pop(undos);
    } finally {
      undoing = false;
    }
  }

  /// Does the step again that was undone last; false if there was none.
  public boolean redo() {
    redoing = true;
    try {
      return pop(redos);
    } finally {
      redoing = false;
    }
  }

  /// What is edited from now on is another step.
  public void stopCapturing() {
    lastChange = 0;
  }

  private boolean pop(Deque<Undoing.Step> steps) {
    var changed = new boolean[1];
    doc.transact(
        this,
        () -> {
          while (!changed[0] && !steps.isEmpty()) {
            var step = steps.removeLast();
            changed[0] = Undoing.undo(doc.store, scope, step, all());
          }
        });
    return changed[0];
  }

  private List<Undoing.Step> all() {
    var all = new ArrayList<>(undos);
    all.addAll(redos);
    return all;
  }

  void after(Transaction transaction) {
    if (!follows(transaction.origin()) || !concerns(transaction)) return;
    var steps = undoing ? redos : undos;
    if (undoing) stopCapturing();
    else if (!redoing) forget(redos);
    var step = Undoing.Step.of(transaction);
    var now = clock.getAsLong();
    var own = !undoing && !redoing;
    if (own && lastChange > 0 && now - lastChange < captureMillis && !steps.isEmpty()) {
      steps.getLast().add(step);
    } else {
      steps.addLast(step);
    }
    if (own) lastChange = now;
    Undoing.keepDeleted(transaction, scope);
  }

  private boolean follows(@Nullable Object origin) {
    return origin == null || origin == this || origins.contains(origin);
  }

  private boolean concerns(Transaction transaction) {
    for (var branch : transaction.changed().keySet()) {
      if (!branch.gone() && Undoing.inScope(scope, branch)) return true;
    }
    return false;
  }

  private void forget(Deque<Undoing.Step> steps) {
    if (steps.isEmpty()) return;
    doc.transact(() -> {
      for (var step : steps) Undoing.keep(doc.store, scope, step, false);
      steps.clear();
    });
  }

  /// Forgets all steps.
  public void clear() {
    forget(undos);
    forget(redos);
  }

  @Override
  public void close() {
    clear();
    doc.undoHistories.remove(this);
  }
}
