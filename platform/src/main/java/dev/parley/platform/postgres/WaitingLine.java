package dev.parley.platform.postgres;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for one writer of a group commit, in the order in which it came.
///
/// @param <W> what waits
final class WaitingLine<W extends GroupCommit.Waiting> {
  private final GroupCommit.Bounds bounds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final LinkedHashMap<Object, ArrayDeque<W>> groups = new LinkedHashMap<>();
  private int size;
  private long weight;
  private boolean closed;

  WaitingLine(GroupCommit.Bounds bounds) {
    this.bounds = bounds;
  }

  /// Takes one in; false when there is no room, or no more are taken.
  boolean offer(W one) {
    lock.lock();
    try {
      if (closed || size == bounds.waiting() || weight > bounds.waitingWeight()) return false;
      groups.computeIfAbsent(one.group(), _ -> new ArrayDeque<>()).add(one);
      size++;
      weight += one.weight();
      news.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for some and hands out a batch of one group; empty when closed and all were handed out.
  List<W> take() {
    lock.lock();
    try {
      while (size == 0 && !closed) news.awaitUninterruptibly();
      return size == 0 ? List.of() : batch();
    } finally {
      lock.unlock();
    }
  }

  private List<W> batch() {
    var first = groups.pollFirstEntry();
    var batch = batch(first.getValue());
    if (!first.getValue().isEmpty()) groups.putLast(first.getKey(), first.getValue());
    return batch;
  }

  private List<W> batch(ArrayDeque<W> queue) {
    var batch = new ArrayList<W>(Math.min(queue.size(), bounds.batch()));
    long taken = 0;
    while (batch.size() < bounds.batch()) {
      var next = queue.peek();
      if (next == null) break;
      taken += next.weight();
      if (taken > bounds.batchWeight() && !batch.isEmpty()) break;
      batch.add(queue.remove());
      size--;
      weight -= next.weight();
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
      return size;
    } finally {
      lock.unlock();
    }
  }
}
