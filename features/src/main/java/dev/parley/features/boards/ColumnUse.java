package dev.parley.features.boards;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Transaction;
import java.util.Collection;
import java.util.Set;

/// What boards need to know of the tasks on them.
public interface ColumnUse {

  /// Which of these columns of a board have tasks. The board's lock is held, so none can come.
  Set<ColumnId> used(Transaction tx, TenantId tenant, BoardId board, Collection<ColumnId> columns);
}
