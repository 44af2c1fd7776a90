package dev.parley.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the requests that are being carried out, and lets in no more than the bound.
final class Gate {
  private final AtomicInteger running = new AtomicInteger();
  private final int max;

  Gate(int max, MeterRegistry meters) {
    this.max = max;
    meters.gauge("parley_http_requests_in_flight", running);
  }

  /// Whether there is room; who was let in leaves once.
  boolean enter() {
    if (running.incrementAndGet() <= max) return true;
    running.decrementAndGet();
    return false;
  }

  void leave() {
    running.decrementAndGet();
  }
}
