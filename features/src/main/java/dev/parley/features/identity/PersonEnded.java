package dev.parley.features.identity;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;

/// Hears that a person was deactivated, so that nothing of theirs stays open or without an owner.
@FunctionalInterface
public interface PersonEnded {

  /// Called inside the transaction that deactivates.
  ///
  /// @param by who deactivates
  void ended(Transaction tx, Actor by, UserId user);

  /// The other one hears of it afterwards.
  default PersonEnded then(PersonEnded other) {
    return (tx, by, user) -> {
      ended(tx, by, user);
      other.ended(tx, by, user);
    };
  }
}
