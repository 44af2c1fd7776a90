package dev.parley.platform.bus;

import java.util.concurrent.atomic.AtomicLong;

/// Counts the reasons to doubt that everything was heard, and up to which of them it has been made
/// sure since. In doubt from the start.
final class Doubts {
  private final AtomicLong raised = new AtomicLong(1);
  private volatile long settled;

  void raise() {
    raised.incrementAndGet();
  }

  boolean none() {
    return settled == raised.get();
  }

  /// What is to be given to [#settle], from before one makes sure.
  long seen() {
    return raised.get();
  }

  /// It has been made sure; false when a doubt has come up meanwhile.
  boolean settle(long seen) {
    settled = seen;
    return none();
  }
}
