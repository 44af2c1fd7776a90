package dev.parley.client;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The one thread that owns a client's state, and its clock.
interface Loop {
  /// Runs it on the loop, after what was given before. False once the loop has stopped.
  boolean execute(Runnable task);

  Timer after(Duration wait, Runnable task);

  /// Monotonic time.
  long nanos();

  /// Runs what may block, elsewhere.
  void background(Runnable task);

  void stop();

  /// Something that was to happen.
  @FunctionalInterface
  interface Timer {
    Timer NONE = () -> {};

    void cancel();
  }

  static Loop start() {
    return new OnThread();
  }

  /// A virtual thread.
  final class OnThread implements Loop {
    private final ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofVirtual().name("parley-client").factory(),
            new ThreadPoolExecutor.AbortPolicy());

    private OnThread() {
      executor.setRemoveOnCancelPolicy(true);
      executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public boolean execute(Runnable task) {
      try {
        executor.execute(task);
        return true;
      } catch (RejectedExecutionException ignored) {
        return false;
      }
    }

    @Override
    public Timer after(Duration wait, Runnable task) {
      try {
        var scheduled = executor.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
      } catch (RejectedExecutionException ignored) {
        return Timer.NONE;
      }
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void background(Runnable task) {
      Thread.ofVirtual().name("parley-client-background").start(task);
    }

    @Override
    public void stop() {
      executor.shutdown();
    }
  }
}
