package dev.parley.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Bounded waits for what happens on other threads. Nobody sleeps for a fixed time: it is looked
/// often, and a wait that ends in vain fails the test.
public final class Await {
  /// Generous, for a machine that is busy with other tests.
  public static final Duration LONGEST = Duration.ofSeconds(15);

  private static final long PAUSE_MILLIS = 5;

  private Await() {}

  /// Waits until the condition holds.
  public static void until(String what, BooleanSupplier condition) {
    until(what, LONGEST, condition);
  }

  /// Waits until the condition holds, at most so long.
  public static void until(String what, Duration atMost, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("Waited " + atMost.toMillis() + " ms in vain: " + what);
      }
      pause();
    }
  }

  /// Waits until the assertions pass; when they do not in time, the last failure is thrown.
  public static void asserted(Runnable assertions) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      try {
        assertions.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() - deadline > 0) throw e;
        pause();
      }
    }
  }

  /// The value of a call that may throw anything, as tests like it.
  public static <T> T get(Callable<T> call) {
    try {
      return call.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
