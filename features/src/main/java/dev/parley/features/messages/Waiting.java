package dev.parley.features.messages;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The sends that wait for one writer of the appender, in the order in which they came.
final class Waiting {
  static final int COUNT_MAX = 8_192;
  static final long WEIGHT_MAX = 32L << 20;

  /// Most sends of one batch, and about the most bytes.
  static final int BATCH_COUNT_MAX = 512;

  static final long BATCH_WEIGHT_MAX = 1L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final ArrayDeque<Pending> queue = new ArrayDeque<>();
  private long weight;
  private boolean closed;

  /// Takes a send in; false when there is no room, or no more are taken.
  boolean offer(Pending pending) {
    lock.lock();
    try {
      if (closed || queue.size() == COUNT_MAX || weight > WEIGHT_MAX) return false;
      queue.add(pending);
      weight += pending.draft().weight();
      news.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for sends and hands out a batch; empty when closed and all were handed out.
  List<Pending> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) news.awaitUninterruptibly();
      return batch();
    } finally {
      lock.unlock();
    }
  }

  private List<Pending> batch() {
    var batch = new ArrayList<Pending>(Math.min(queue.size(), BATCH_COUNT_MAX));
    long taken = 0;
    while (batch.size() < BATCH_COUNT_MAX) {
      var next = queue.peek();
      if (next == null) break;
      taken += next.draft().weight();
      if (taken > BATCH_WEIGHT_MAX && !batch.isEmpty()) break;
      batch.add(queue.remove());
      weight -= next.draft().weight();
    }
    return batch;
  }

  /// Takes no more; what has been taken in is still handed out.
  void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }
}
