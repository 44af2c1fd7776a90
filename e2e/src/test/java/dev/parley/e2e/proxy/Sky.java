package dev.parley.e2e.proxy;

import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The weather of one way through a proxy, for all who go it.
final class Sky {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Random random;
  private Weather weather = Weather.FAIR;

  Sky(long seed) {
    random = new Random(seed);
  }

  void become(Weather next) {
    lock.lock();
    try {
      weather = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How it is now.
  Weather now() {
    lock.lock();
    try {
      return weather;
    } finally {
      lock.unlock();
    }
  }

  /// How it is as soon as anything can pass.
  Weather passable() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (weather.blackHole()) changed.await();
      return weather;
    } finally {
      lock.unlock();
    }
  }

  /// How long what sets out now is under way.
  long delayNanos() {
    var here = now();
    long jitter = here.jitter().toNanos();
    return here.latency().toNanos() + (jitter == 0 ? 0 : random.nextLong(jitter));
  }
}
