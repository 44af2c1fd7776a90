package dev.parley.platform.bus;

import java.util.concurrent.atomic.AtomicInteger;

/// Does something soon, once for all who ask until it begins, and never twice at a time: so that
/// what many threads leave at one moment goes out together, and in order.
final class Soon {
  private final Runnable work;

  /// Wishes that are open; the one who makes the first grants them until there is none.
  private final AtomicInteger wishes = new AtomicInteger();

  Soon(Runnable work) {
    this.work = work;
  }

  void ask() {
    if (wishes.getAndIncrement() == 0) Thread.ofVirtual().name("bus-soon").start(this::run);
  }

  private void run() {
    int granted;
    do {
      granted = wishes.get();
      work.run();
    } while (wishes.addAndGet(-granted) > 0);
  }
}
