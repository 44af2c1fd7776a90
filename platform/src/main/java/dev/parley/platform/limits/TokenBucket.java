package dev.parley.platform.limits;

import java.time.Duration;

/// A bucket of permits that refills evenly, kept as the one moment at which it will be full again
/// (the generic cell rate algorithm). Starts full. For one thread, such as the event loop that owns
/// a connection; every call is given [System#nanoTime()].
public final class TokenBucket {
  private final long interval;
  private final long capacity;
  private long full;

  public TokenBucket(Rate rate, long now) {
    interval = rate.intervalNanos();
    capacity = rate.refill().toNanos();
    full = now;
  }

  /// Takes one permit; false, and nothing taken, when there is none.
  public boolean take(long now) {
    if (waitNanos(now) > 0) return false;
    full = Math.max(full - now, 0) + now + interval;
    return true;
  }

  /// How long until [#take(long)] would succeed; zero when it would now.
  public Duration retryAfter(long now) {
    return Duration.ofNanos(waitNanos(now));
  }

  private long waitNanos(long now) {
    long missing = Math.max(full - now, 0);
    return Math.max(missing + interval - capacity, 0);
  }
}
