package dev.parley.features.tasks;

import dev.parley.features.boards.BoardId;
import dev.parley.features.boards.ColumnId;
import dev.parley.features.boards.ColumnUse;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Transaction;
import java.util.Collection;
import java.util.Set;

/// Tells boards which of their columns have tasks.
public final class TaskColumns implements ColumnUse {

  @Override
  public Set<ColumnId> used(
      Transaction tx, TenantId tenant, BoardId board, Collection<ColumnId> columns) {
    return Set.copyOf(TaskStore.used(tx.sql(), tenant, board, columns));
  }
}
