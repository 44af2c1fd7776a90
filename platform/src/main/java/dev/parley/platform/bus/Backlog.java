package dev.parley.platform.bus;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How much waits for the transport. Ephemeral messages are turned away at half of the bound, so
/// that there is room for durable ones.
final class Backlog {
  /// Most bytes that wait.
  static final long PENDING_BYTES_MAX = 64L << 20;

  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /// Takes the message in; false, and nothing taken, when there is no room for it.
  boolean admit(int size, boolean ephemeral) {
    int share = ephemeral ? 2 : 1;
    if (messages.get() >= Bus.PENDING_MAX / share) return false;
    if (bytes.get() + size > PENDING_BYTES_MAX / share) return false;
    messages.incrementAndGet();
    bytes.addAndGet(size);
    return true;
  }

  void leave(int size) {
    messages.decrementAndGet();
    bytes.addAndGet(-size);
  }
}
