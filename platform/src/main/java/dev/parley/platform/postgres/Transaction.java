package dev.parley.platform.postgres;

import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// One open database transaction. Confined to the thread that opened it.
public interface Transaction {

  /// Where stores run their statements.
  Handle sql();

  /// Runs once, just before the commit, after the work; may use [#sql()]. Hooks run in the order in
  /// which they were added; a hook that throws rolls all back.
  void beforeCommit(Runnable hook);

  /// Runs once, after the commit has succeeded, on the same thread; must not throw and not block
  /// for long. Never runs after a rollback.
  void afterCommit(Runnable hook);

  /// The one value of this type that belongs to the transaction, made at first use: how a part that
  /// works behind the scenes, like the outbox, collects what it will write.
  <T> T attachment(Class<T> type, Supplier<T> create);
}
