package dev.parley.crdt;

import org.jspecify.annotations.Nullable;

/// Hears what every transaction inserted and deleted, as an update for others.
@FunctionalInterface
public interface UpdateListener {
  /// Where an update comes from.
  ///
  /// @param origin what was given when the transaction began, or with the update that it applied
  /// @param local whether the transaction was begun here and applied no update of others
  record Source(@Nullable Object origin, boolean local) {}

  void update(byte[] update, Source from);
}
