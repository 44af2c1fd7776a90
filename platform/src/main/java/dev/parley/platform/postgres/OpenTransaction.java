package dev.parley.platform.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The state of one transaction while it runs.
final class OpenTransaction implements Transaction {
  private static final Logger LOG = LoggerFactory.getLogger(OpenTransaction.class);

  final Scope scope;
  private final Handle handle;
  private final List<Runnable> before = new ArrayList<>();
  private final List<Runnable> after = new ArrayList<>();
  private final Map<Class<?>, Object> attachments = new HashMap<>();

  OpenTransaction(Scope scope, Handle handle) {
    this.scope = scope;
    this.handle = handle;
  }

  @Override
  public Handle sql() {
    return handle;
  }

  @Override
  public void beforeCommit(Runnable hook) {
    before.add(hook);
  }

  @Override
  public void afterCommit(Runnable hook) {
    after.add(hook);
  }

  @Override
  public <T> T attachment(Class<T> type, Supplier<T> create) {
    return type.cast(attachments.computeIfAbsent(type, _ -> create.get()));
  }

  /// Runs the hooks in order, those included that a hook adds.
  void aboutToCommit() {
    for (int i = 0; i < before.size(); i++) before.get(i).run();
  }

  /// The commit stands whatever a hook does, so its failure is logged and harms no other hook.
  void committed() {
    for (var hook : after) {
      try {
        hook.run();
      } catch (RuntimeException e) {
        LOG.error("A hook failed after its transaction was committed", e);
      }
    }
  }
}
