package dev.parley.features.citations;

import dev.parley.features.messages.CitedTasks;
import dev.parley.platform.postgres.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Lends messages the sight of tasks: everybody in a task's workspace sees it.
public final class VisibleTasks implements CitedTasks {

  @Override
  public Set<Citation> seen(Transaction tx, Collection<Citation> citations) {
    var asked = List.copyOf(citations);
    return CitationStore.seen(tx.sql(), asked).stream()
        .map(place -> asked.get(place - 1))
        .collect(Collectors.toSet());
  }
}
