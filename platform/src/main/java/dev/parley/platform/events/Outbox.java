package dev.parley.platform.events;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Transaction;

/// Where a use case puts what others should hear. The events are written inside the transaction,
/// just before its commit, all at once and in the order of their topics (so that two transactions
/// never wait for each other crosswise); they get their offsets under the topics' row locks. After
/// the commit, and never before, they are published on the bus.
public interface Outbox {
  /// Most events of one transaction.
  int EVENTS_MAX = 10_000;

  void publish(Transaction tx, TenantId tenant, EventDraft draft);
}
