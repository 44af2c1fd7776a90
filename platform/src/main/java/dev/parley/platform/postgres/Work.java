package dev.parley.platform.postgres;

/// What is done in one transaction. Runs exactly once; nothing is retried behind its back.
@FunctionalInterface
public interface Work<T> {
  T run(Transaction tx);
}
