package dev.parley.bench.dialect;

/// How Parley is told something that many hear.
public enum Publish {
  /// To those who hear the topic now; kept nowhere and not answered.
  SIGNAL,
  /// Committed to the database, answered, and delivered.
  MESSAGE,
  /// A task's title, changed by the one who read its last version; committed, answered and
  /// delivered.
  TASK
}
