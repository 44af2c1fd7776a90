package dev.parley.crdt.store;

/// Who is told about transactions while they are committed.
public interface Hooks {
  /// A transaction changed something; nothing is dropped or merged yet. May edit the document,
  /// which becomes another transaction.
  void changed(Transaction transaction);

  /// All is dropped and merged; the update of the transaction can be written.
  void committed(Transaction transaction);

  /// Whether someone looks at the elements of a transaction as single ones.
  boolean observing();
}
