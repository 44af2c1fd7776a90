package dev.parley.gateway.clockwork;

import java.time.Duration;

/// One event loop: runs one short task after another, and never two at once. Safe for any thread. A
/// loop that has ended lets everything drop.
public interface Loop {
  /// Runs it soon, in the order of the calls.
  void execute(Runnable task);

  /// Runs it after a while.
  void schedule(Runnable task, Duration delay);

  /// Runs it again and again, for the first time after one period.
  void every(Duration period, Runnable task);
}
