package dev.parley.crdt;

import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who observes shared types, alone or with all in them.
final class Observers {
  private final Map<Branch, List<Consumer<SharedEvent>>> shallow = new HashMap<>();
  private final Map<Branch, List<Consumer<List<SharedEvent>>>> deep = new HashMap<>();
  private @Nullable RuntimeException failure;

  boolean isEmpty() {
    return shallow.isEmpty() && deep.isEmpty();
  }

  Subscription observe(Branch branch, Consumer<SharedEvent> observer) {
    return add(shallow, branch, observer);
  }

  Subscription observeDeep(Branch branch, Consumer<List<SharedEvent>> observer) {
    return add(deep, branch, observer);
  }

  private static <T> Subscription add(Map<Branch, List<T>> all, Branch branch, T observer) {
    all.computeIfAbsent(branch, b -> new ArrayList<>()).add(observer);
    return () -> {
      var observers = all.get(branch);
      if (observers == null) return;
      observers.remove(observer);
      if (observers.isEmpty()) all.remove(branch);
    };
  }

  /// Tells all of them, and throws afterwards what one of them threw.
  void tell(Doc doc, Transaction transaction) {
    if (isEmpty()) return;
    failure = null;
    var byType = new LinkedHashMap<Branch, List<SharedEvent>>();
    for (var change : List.copyOf(transaction.changed().entrySet())) {
      var branch = change.getKey();
      if (branch.gone() || branch.ref() == Branch.UNKNOWN) continue;
      var event = new SharedEvent(doc.view(branch), transaction, change.getValue());
      for (var type = deep.isEmpty() ? null : branch; type != null; type = above(type)) {
        if (deep.containsKey(type)) byType.computeIfAbsent(type, t -> new ArrayList<>()).add(event);
      }
      for (var observer : List.copyOf(shallow.getOrDefault(branch, List.of()))) {
        guarded(() -> observer.accept(event));
      }
    }
    byType.forEach(this::tellDeep);
    if (failure != null) throw failure;
  }

  private static @Nullable Branch above(Branch branch) {
    var item = branch.item();
    return item == null ? null : item.parent();
  }

  private void tellDeep(Branch type, List<SharedEvent> events) {
    var observers = deep.getOrDefault(type, List.of());
    if (observers.isEmpty() || type.gone()) return;
    var alive = new ArrayList<SharedEvent>();
    for (var event : events) {
      if (event.target().isDeleted()) continue;
      event.observed(type);
      alive.add(event);
    }
    alive.sort(Comparator.comparingInt(event -> event.path().size()));
    if (alive.isEmpty()) return;
    for (var observer : List.copyOf(observers)) guarded(() -> observer.accept(alive));
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      if (failure == null) failure = e;
      else failure.addSuppressed(e);
    }
  }
}
