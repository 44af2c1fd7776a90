package dev.parley.features.signin;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Work;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts transactions.
record Counted(Database database, AtomicInteger transactions) implements Database {
  @Override
  public <T> T in(TenantId tenant, Work<T> work) {
    transactions.incrementAndGet();
    return database.in(tenant, work);
  }

  @Override
  public <T> T snapshot(TenantId tenant, Work<T> work) {
    transactions.incrementAndGet();
    return database.snapshot(tenant, work);
  }

  @Override
  public <T> T system(Work<T> work) {
    transactions.incrementAndGet();
    return database.system(work);
  }

  @Override
  public <T> T append(Work<T> work) {
    transactions.incrementAndGet();
    return database.append(work);
  }
}
