package dev.parley.e2e.faults.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The pauses of those who work until they are told to stop.
public final class Rest {
  private final CountDownLatch over = new CountDownLatch(1);

  /// Pauses so long; false when it is time to stop.
  public boolean pause(Duration length) {
    try {
      return !over.await(length.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public boolean isOver() {
    return over.getCount() == 0;
  }

  public void end() {
    over.countDown();
  }
}
