package dev.parley.features.messages;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Judges which tasks people may cite. The tasks' side implements it.
@FunctionalInterface
public interface CitedTasks {

  /// Somebody who cites a task.
  record Citation(TenantId tenant, UserId user, UUID task) {
    static Stream<Citation> of(Actor actor, List<UUID> tasks) {
      return tasks.stream().map(task -> new Citation(actor.tenant(), actor.user(), task));
    }
  }

  /// Those of the citations whose tasks their users see. They go on to see them until the
  /// transaction ends, which is bound to the tenant of all of them, or appends. Before the
  /// transaction holds a place in a workspace or conversation.
  Set<Citation> seen(Transaction tx, Collection<Citation> citations);
}
