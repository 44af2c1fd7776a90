package dev.parley.platform.limits;

import java.time.Duration;

/// So many in a period on average, and up to `burst` at once.
public record Rate(int permits, Duration period, int burst) {

  public Rate {
    if (permits < 1 || burst < 1 || !period.isPositive()) {
      throw new IllegalArgumentException("A rate needs a permit, a burst and a period above zero");
    }
  }

  public static Rate perSecond(int permits, int burst) {
    return new Rate(permits, Duration.ofSeconds(1), burst);
  }

  public static Rate perMinute(int permits, int burst) {
    return new Rate(permits, Duration.ofMinutes(1), burst);
  }

  /// The time after which one permit has come back.
  long intervalNanos() {
    return Math.max(1, period.toNanos() / permits);
  }

  /// The time after which an emptied bucket is full again.
  Duration refill() {
    return Duration.ofNanos(Math.multiplyExact(intervalNanos(), (long) burst));
  }
}
