package dev.parley.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/// A loop whose time stands still until the test moves it. Everything runs on the test's thread.
final class ManualLoop implements Loop {
  private record Due(long at, long order, Runnable task) {}

  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Due> later =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long now;
  private long order;
  private boolean running;
  private boolean stopped;

  @Override
  public boolean execute(Runnable task) {
    if (stopped) return false;
    ready.add(task);
    if (!running) run();
    return true;
  }

  private void run() {
    running = true;
    try {
      for (var task = ready.poll(); task != null; task = ready.poll()) task.run();
    } finally {
      running = false;
    }
  }

  @Override
  public Timer after(Duration wait, Runnable task) {
    var due = new Due(now + wait.toNanos(), order++, task);
    later.add(due);
    return () -> later.remove(due);
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void background(Runnable task) {
    task.run();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  /// Lets so much time pass, with all that falls due in it.
  void pass(Duration time) {
    long until = now + time.toNanos();
    for (var due = later.peek(); due != null && due.at <= until; due = later.peek()) {
      later.remove();
      now = due.at;
      execute(due.task);
    }
    now = until;
  }
}
