package dev.parley.gateway.simulation.time;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// All that is left to chance in one simulation, by its seed.
public final class Chance {
  public static final long MICRO = 1_000;
  public static final long MILLI = 1_000 * MICRO;
  public static final long SECOND = 1_000 * MILLI;

  private final SplittableRandom random;

  public Chance(long seed) {
    // Neighbouring seeds begin far apart.
    random = new SplittableRandom(seed).split();
  }

  public boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  public boolean percent(int share) {
    return share > 0 && random.nextInt(100) < share;
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /// Both ends are possible.
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /// A length of time, in nanoseconds; short ones are as likely as long ones.
  public long nanos(long least, long most) {
    if (most <= least) return least;
    double orders = Math.log((double) most / Math.max(least, MICRO));
    long value = (long) (Math.max(least, MICRO) * Math.exp(random.nextDouble() * orders));
    return Math.clamp(value, least, most);
  }

  public <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  public UUID uuid() {
    return new UUID(
        (random.nextLong() & ~0xF000L) | 0x7000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
  }

  public long any() {
    return random.nextLong();
  }
}
