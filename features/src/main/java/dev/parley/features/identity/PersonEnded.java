package dev.parley.features.identity;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;

/// Hears that a person was deactivated, so that nothing of theirs stays open.
@FunctionalInterface
public interface PersonEnded {

  /// Called inside the transaction that deactivates.
  void ended(Transaction tx, TenantId tenant, UserId user);
}
