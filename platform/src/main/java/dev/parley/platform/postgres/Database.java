package dev.parley.platform.postgres;

import dev.parley.platform.kernel.TenantId;

/// The door to PostgreSQL. Calls block, so they belong on virtual threads; at most a named number
/// of transactions run at once and a caller waits a bounded time for its turn, then is refused with
/// `unavailable`.
public interface Database {

  /// Runs the work in one transaction bound to the tenant: row-level security shows and accepts
  /// rows of that tenant alone. Joins the transaction that this thread already has open for the
  /// same tenant (a different tenant is a fault and throws IllegalStateException).
  <T> T in(TenantId tenant, Work<T> work);

  /// Runs the work in one transaction that only reads, bound to the tenant, all of whose statements
  /// see one and the same moment: how a thing is read together with its topic's position. Calls of
  /// [#in] for the same tenant inside it join it.
  <T> T snapshot(TenantId tenant, Work<T> work);

  /// Runs the work with the role `parley_system`, which may read across tenants the few tables that
  /// have to be found before a tenant is known, and those that serve the whole installation.
  <T> T system(Work<T> work);

  /// Runs the work with the role `parley_append`, which may call the append functions and no more.
  <T> T append(Work<T> work);
}
