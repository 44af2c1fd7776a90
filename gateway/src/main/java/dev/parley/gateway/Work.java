package dev.parley.gateway;

import dev.parley.gateway.clockwork.Clockwork;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one session has to do off its loop, in order, on one virtual thread that exists only while
/// there is something. The session bounds how much it accepts. Safe for any thread.
final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);

  private final Clockwork clockwork;
  private @Nullable ArrayDeque<Runnable> tasks;
  private boolean running;

  Work(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  void add(Runnable task) {
    synchronized (this) {
      var queue = tasks;
      if (queue == null) {
        queue = new ArrayDeque<>(4);
        tasks = queue;
      }
      queue.add(task);
      if (running) return;
      running = true;
    }
    clockwork.start("session", this::run);
  }

  /// Whether there is nothing to do, and nothing is being done.
  synchronized boolean isIdle() {
    return !running;
  }

  private void run() {
    for (var task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("A task of a session failed", e);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    var task = tasks == null ? null : tasks.poll();
    if (task == null) {
      tasks = null;
      running = false;
    }
    return task;
  }
}
