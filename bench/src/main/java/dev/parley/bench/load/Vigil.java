package dev.parley.bench.load;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/// Has an event loop look for work without a rest, and counts the time in which there was none. A
/// server that sends to a thread which sleeps on the same machine pays for waking it, which it does
/// not when its clients are on others. Called on the loop; [#idleNanos()] from any thread.
final class Vigil implements SelectStrategy {
  private volatile long idleNanos;
  private long lastLook = System.nanoTime();
  private boolean idle;

  @Override
  public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
    int ready = selectNow.get();
    long now = System.nanoTime();
    if (idle) add(now - lastLook);
    lastLook = now;
    idle = ready == 0 && !hasTasks;
    return ready;
  }

  // The loop alone writes.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void add(long nanos) {
    idleNanos += nanos;
  }

  /// How long there has been nothing to do.
  long idleNanos() {
    return idleNanos;
  }
}
