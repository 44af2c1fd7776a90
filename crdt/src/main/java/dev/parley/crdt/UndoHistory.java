package dev.parley.crdt;

import dev.parley.crdt.content.Kind;
import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Item;
import dev.parley.crdt.store.Transaction;
import dev.parley.crdt.store.Undoing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes back what was edited here in some shared types, or in all, while the edits of others stay.
/// What it can make anew is kept by the document until it is closed.
public final class UndoHistory implements AutoCloseable {
  private final Doc doc;
  private final UndoOptions options;
  private final Set<Branch> scope = new HashSet<>();
  private final Undoing.Rules rules;
  private final Set<@Nullable Object> origins;
  private final Deque<Step> undos = new ArrayDeque<>();
  private final Deque<Step> redos = new ArrayDeque<>();
  private final List<Consumer<Event>> listeners = new ArrayList<>(0);
  private boolean undoing;
  private boolean redoing;
  private long lastChange;

  /// What one undo takes back, or one redo does again.
  public static final class Step {
    private final Undoing.Step content;
    private final Map<String, @Nullable Object> notes = new HashMap<>();

    private Step(Undoing.Step content) {
      this.content = content;
    }

    /// What listeners note here, such as the selection, is there again when the step is popped.
    public Map<String, @Nullable Object> notes() {
      return notes;
    }
  }

  /// Which of the two stacks.
  public enum Stack {
    UNDO,
    REDO
  }

  /// What became of the stacks.
  public sealed interface Event {
    /// A step came onto a stack.
    record Added(Step step, Stack stack, UndoOptions.Change change) implements Event {}

    /// The last step of a stack takes back more.
    record Updated(Step step, Stack stack, UndoOptions.Change change) implements Event {}

    /// A step was undone, or done again.
    record Popped(Step step, Stack stack) implements Event {}

    record Cleared(boolean undos, boolean redos) implements Event {}
  }

  /// Takes back edits of half a second together, of transactions without an origin.
  public UndoHistory(List<? extends SharedType> scope) {
    this(scope, UndoOptions.DEFAULT);
  }

  public UndoHistory(List<? extends SharedType> scope, UndoOptions options) {
    this(scope.get(0).doc, options, false);
    for (var type : scope) addScope(type);
  }

  /// Takes back edits of all types of a document.
  public UndoHistory(Doc doc, UndoOptions options) {
    this(doc, options, true);
  }

  private UndoHistory(Doc doc, UndoOptions options, boolean everything) {
    this.doc = doc;
    this.options = options;
    origins = new HashSet<>(options.origins());
    rules = new Undoing.Rules(scope, everything, this::deletes, options.replacesOthers());
    doc.undoHistories.add(this);
  }

  /// Takes back edits of this type as well from now on.
  public void addScope(SharedType type) {
    if (type.doc != doc) throw new IllegalArgumentException("a type of another document");
    scope.add(type.branch);
  }

  /// Also takes back transactions of this origin.
  public void follow(Object origin) {
    origins.add(origin);
  }

  public void unfollow(Object origin) {
    origins.remove(origin);
  }

  public Subscription onEvent(Consumer<Event> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
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
      return pop(undos, Stack.UNDO);
    } finally {
      undoing = false;
    }
  }

  /// Does the step again that was undone last; false if there was none.
  public boolean redo() {
    redoing = true;
    try {
      return pop(redos, Stack.REDO);
    } finally {
      redoing = false;
    }
  }

  /// What is edited from now on is another step.
  public void stopCapturing() {
    lastChange = 0;
  }

  private boolean pop(Deque<Step> steps, Stack stack) {
    var popped = new ArrayList<Step>(1);
    doc.transact(
        this,
        () -> {
          while (popped.isEmpty() && !steps.isEmpty()) {
            var step = steps.removeLast();
            if (Undoing.undo(doc.store, rules, step.content, all())) popped.add(step);
          }
        });
    for (var step : popped) tell(new Event.Popped(step, stack));
    return !popped.isEmpty();
  }

  private void tell(Event event) {
    for (var listener : List.copyOf(listeners)) listener.accept(event);
  }

  private List<Undoing.Step> all() {
    var all = new ArrayList<Undoing.Step>();
    for (var step : undos) all.add(step.content);
    for (var step : redos) all.add(step.content);
    return all;
  }

  private boolean deletes(Item item) {
    var content =
        switch (item.kind()) {
          case Kind.FORMAT -> List.<@Nullable Object>of();
          case Kind.STRING -> List.<@Nullable Object>of(item.text());
          default -> Values.of(doc, item);
        };
    var key = Optional.ofNullable(item.key());
    var parent = doc.view(item.parent());
    return options.deletes().test(new UndoOptions.Inserted(parent, key, item.length(), content));
  }

  void after(Transaction transaction) {
    if (!follows(transaction) || !concerns(transaction)) return;
    var change = change(transaction);
    if (!options.captures().test(change)) return;
    var steps = undoing ? redos : undos;
    if (undoing) stopCapturing();
    else if (!redoing) clear(false, true);
    var content = Undoing.Step.of(transaction);
    var now = options.clock().millis();
    var own = !undoing && !redoing;
    var stack = undoing ? Stack.REDO : Stack.UNDO;
    var timeout = options.captureTimeout().toMillis();
    var adds = !own || lastChange == 0 || now - lastChange >= timeout || steps.isEmpty();
    if (adds) steps.addLast(new Step(content));
    else steps.getLast().content.add(content);
    if (own) lastChange = now;
    Undoing.keepDeleted(transaction, rules);
    var step = steps.getLast();
    tell(adds ? new Event.Added(step, stack, change) : new Event.Updated(step, stack, change));
  }

  private UndoOptions.Change change(Transaction transaction) {
    var types = new ArrayList<SharedType>();
    for (var branch : transaction.changed().keySet()) {
      if (branch.ref() != Branch.UNKNOWN) types.add(doc.view(branch));
    }
    return new UndoOptions.Change(transaction.origin(), transaction.local(), types);
  }

  private boolean follows(Transaction transaction) {
    var origin = transaction.origin();
    if (origin == null) return transaction.local() && origins.contains(null);
    return origin == this || origins.contains(origin) || origins.contains(origin.getClass());
  }

  private boolean concerns(Transaction transaction) {
    for (var branch : transaction.changed().keySet()) {
      if (!branch.gone() && rules.covers(branch)) return true;
    }
    return false;
  }

  /// Forgets all steps.
  public void clear() {
    clear(true, true);
  }

  private void clear(boolean undo, boolean redo) {
    if (!(undo && canUndo()) && !(redo && canRedo())) return;
    doc.transact(() -> {
      if (undo) forget(undos);
      if (redo) forget(redos);
      tell(new Event.Cleared(undo, redo));
    });
  }

  private void forget(Deque<Step> steps) {
    for (var step : steps) Undoing.keep(doc.store, rules, step.content, false);
    steps.clear();
  }

  @Override
  public void close() {
    clear();
    doc.undoHistories.remove(this);
  }
}
