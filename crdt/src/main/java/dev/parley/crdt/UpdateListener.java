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

  /// Called when the transaction has ended. All listeners of a format get the same bytes, which are
  /// not to be changed. What one throws is thrown when all others have heard.
  void update(byte[] update, Source from);
}
