package dev.parley.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands events to the application, one after another, on a thread that is not the loop. A listener
/// that is too slow fills the queue, and is told the rest once it has caught up.
final class Delivery {
  /// Most events that wait for the application, of one subscription.
  static final int QUEUE_MAX = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Event> queue = new ArrayDeque<>();
  private final Executor executor;
  private final Consumer<Event> listener;
  private final Runnable drained;
  private boolean running;
  private boolean refused;
  private boolean closed;

  /// @param drained called, on the executor, when the queue is empty after it had refused
  Delivery(Executor executor, Consumer<Event> listener, Runnable drained) {
    this.executor = executor;
    this.listener = listener;
    this.drained = drained;
  }

  /// Takes an event, unless the queue is full.
  boolean offer(Event event) {
    return add(event, QUEUE_MAX);
  }

  /// Takes an event that must not be lost and of which there are few.
  void insist(Event event) {
    add(event, Integer.MAX_VALUE);
  }

  /// Nothing more is told.
  void close() {
    lock.lock();
    try {
      closed = true;
      queue.clear();
    } finally {
      lock.unlock();
    }
  }

  private boolean add(Event event, int max) {
    lock.lock();
    try {
      if (closed) return true;
      if (queue.size() >= max) {
        refused = true;
        return false;
      }
      queue.add(event);
      if (running) return true;
      running = true;
    } finally {
      lock.unlock();
    }
    executor.execute(this::run);
    return true;
  }

  private void run() {
    for (var event = next(); event != null; event = next()) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        var thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }

  private @Nullable Event next() {
    boolean tell = false;
    lock.lock();
    try {
      var event = queue.poll();
      if (event != null) return event;
      running = false;
      tell = refused;
      refused = false;
    } finally {
      lock.unlock();
    }
    if (tell) drained.run();
    return null;
  }
}
