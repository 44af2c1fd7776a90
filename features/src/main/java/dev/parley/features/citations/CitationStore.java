package dev.parley.features.citations;

import dev.parley.features.messages.CitedTasks.Citation;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The SQL of citations.
final class CitationStore {
  private static final String SEEN = "select seen_tasks(:tenants, :users, :tasks)";

  private CitationStore() {}

  /// The places, from 1, of those citations whose users see their tasks.
  static List<Integer> seen(Handle sql, List<Citation> citations) {
    return sql.createQuery(SEEN)
        .bindArray("tenants", UUID.class, each(citations, citation -> citation.tenant().value()))
        .bindArray("users", UUID.class, each(citations, citation -> citation.user().value()))
        .bindArray("tasks", UUID.class, each(citations, Citation::task))
        .mapTo(Integer.class)
        .list();
  }

  private static List<UUID> each(List<Citation> citations, Function<Citation, UUID> part) {
    return citations.stream().map(part).toList();
  }
}
