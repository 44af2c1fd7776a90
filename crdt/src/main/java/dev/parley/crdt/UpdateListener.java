package dev.parley.crdt;

import dev.parley.crdt.store.Transaction;

/// Hears what every transaction inserted and deleted, as an update for others.
@FunctionalInterface
public interface UpdateListener {
  void update(byte[] update, Transaction transaction);
}
