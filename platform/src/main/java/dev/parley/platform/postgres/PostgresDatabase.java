package dev.parley.platform.postgres;

import dev.parley.platform.kernel.TenantId;
import dev.parley.protocol.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/// Transactions on a migrated PostgreSQL database, each under the role of its scope. Role and
/// tenant are set for the transaction alone, so nothing of them is left on a pooled connection, and
/// a pooler in transaction mode may stand between.
///
/// Transactions do not nest: inside one, another of the same scope joins it, and another of any
/// other scope is a fault and throws IllegalStateException. When a joined work throws and the outer
/// one catches, what it has written so far stands.
public final class PostgresDatabase implements Database, AutoCloseable {
  private static final String BIND =
      """
      select set_config('role', ?, true), set_config('parley.tenant', ?, true),
        set_config('statement_timeout', '10s', true), set_config('lock_timeout', '5s', true),
        set_config('idle_in_transaction_session_timeout', '30s', true)
      """;

  private static final String ONE_MOMENT =
      "set transaction isolation level repeatable read, read only";

  private final ScopedValue<OpenTransaction> current = ScopedValue.newInstance();
  private final Pool tenants;
  private final Pool appends;
  private final Pool system;

  private PostgresDatabase(DatabaseAddress address, PoolSizes sizes, MeterRegistry meters) {
    tenants = new Pool("tenant", address, sizes.tenant(), meters);
    appends = new Pool("append", address, sizes.append(), meters);
    system = new Pool("system", address, sizes.system(), meters);
  }

  /// Opens the pools. The database has been migrated: [Migrations].
  public static PostgresDatabase open(
      DatabaseAddress address, PoolSizes sizes, MeterRegistry meters) {
    return new PostgresDatabase(address, sizes, meters);
  }

  /// Opens the pools where nobody reads the metrics.
  public static PostgresDatabase open(DatabaseAddress address, PoolSizes sizes) {
    return open(address, sizes, new SimpleMeterRegistry());
  }

  @Override
  public <T> T in(TenantId tenant, Work<T> work) {
    return run(tenants, new Scope.Tenant(tenant), work);
  }

  @Override
  public <T> T snapshot(TenantId tenant, Work<T> work) {
    return run(tenants, new Scope.Snapshot(tenant), work);
  }

  @Override
  public <T> T system(Work<T> work) {
    return run(system, new Scope.Everything(), work);
  }

  @Override
  public <T> T append(Work<T> work) {
    return run(appends, new Scope.Append(), work);
  }

  /// Whether the database answers right now.
  public boolean answers() {
    try {
      return system(tx -> tx.sql().createQuery("select true").mapTo(Boolean.class).one());
    } catch (Refused _) {
      return false;
    }
  }

  private <T> T run(Pool pool, Scope scope, Work<T> work) {
    if (current.isBound()) return join(current.get(), scope, work);
    var outcome = pool.transact(handle -> perform(new OpenTransaction(scope, handle), work));
    outcome.transaction.committed();
    return outcome.value;
  }

  private record Outcome<T>(OpenTransaction transaction, T value) {}

  private <T> Outcome<T> perform(OpenTransaction transaction, Work<T> work) {
    bind(transaction.sql(), transaction.scope);
    return ScopedValue.where(current, transaction)
        .call(() -> {
          var value = work.run(transaction);
          transaction.aboutToCommit();
          refuseSilentRollback(transaction.sql());
          return new Outcome<>(transaction, value);
        });
  }

  private static void bind(Handle handle, Scope scope) {
    if (scope instanceof Scope.Snapshot) handle.execute(ONE_MOMENT);
    handle.execute(BIND, scope.role(), scope.tenant());
  }

  /// After a failed statement PostgreSQL answers a commit with a rollback and calls it a success.
  private static void refuseSilentRollback(Handle handle) {
    try {
      var state = handle.getConnection().unwrap(BaseConnection.class).getTransactionState();
      if (state == TransactionState.FAILED) {
        throw new IllegalStateException("A statement failed and its exception was swallowed");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The driver does not tell the transaction's state", e);
    }
  }

  private static <T> T join(OpenTransaction open, Scope scope, Work<T> work) {
    if (open.scope.admits(scope)) return work.run(open);
    throw new IllegalStateException(
        "A transaction of scope " + scope + " was asked for inside one of " + open.scope);
  }

  @Override
  public void close() {
    tenants.close();
    appends.close();
    system.close();
  }
}
