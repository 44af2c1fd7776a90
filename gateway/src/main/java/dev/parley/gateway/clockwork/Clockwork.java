package dev.parley.gateway.clockwork;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// What passes the time and runs the work. Who blocks off the loops does it here, or in a port such
/// as the log, and never while holding a monitor. Safe for any thread.
public interface Clockwork {
  /// The loops that connections live on: at least one, and always the same.
  List<Loop> loops();

  /// As [System#nanoTime()].
  long nanoTime();

  /// Runs it on a virtual thread of its own, where it may block.
  void start(String name, Runnable work);

  /// Waits, off the loops, for a value, but not for longer than `most`.
  <T> T await(CompletableFuture<T> value, Duration most)
      throws ExecutionException, InterruptedException, TimeoutException;

  /// Waits for about so long, off the loops.
  void pause(Duration length) throws InterruptedException;
}
