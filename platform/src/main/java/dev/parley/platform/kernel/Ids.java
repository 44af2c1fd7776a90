package dev.parley.platform.kernel;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Makes UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, 12 bits that
/// count within one millisecond (method 1, section 6.2), 62 random bits. Ids made by one process
/// ascend strictly, even when the wall clock steps back. Safe for any thread; never blocks.
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int COUNTER_BITS = 12;

  /// Milliseconds and counter of the newest id, as one number.
  private static final AtomicLong NEWEST = new AtomicLong();

  private Ids() {}

  public static UUID next() {
    long now = System.currentTimeMillis() << COUNTER_BITS;
    long tick = NEWEST.accumulateAndGet(now, (newest, fresh) -> Math.max(newest + 1, fresh));
    long high = (tick >>> COUNTER_BITS << 16) | 0x7000 | (tick & 0xfff);
    long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /// The Unix milliseconds that an id of version 7 carries.
  public static long millis(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }
}
