package dev.parley.features.identity;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.util.Collection;

/// Hears of people who are new, are there again, or about whom something else is noted, so that
/// what is open to people like them opens.
@FunctionalInterface
public interface PersonArrived {
  /// Nobody who hears.
  PersonArrived UNHEARD = (_, _, _) -> {};

  /// Called inside the transaction that adds, reactivates or describes them, which holds their
  /// locks. There are at most [People#BULK_MAX].
  void arrived(Transaction tx, TenantId tenant, Collection<UserId> people);
}
