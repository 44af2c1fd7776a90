package dev.parley.crdt;

/// Ends what was begun by the call that returned it.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
