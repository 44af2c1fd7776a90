package dev.parley.platform.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.util.function.LongSupplier;

/// One bucket for each address, user or other key. Holds at most a given number of keys; one that
/// has been idle long enough to be full again is forgotten, and when there are too many the least
/// used ones are, which errs on the side of the caller. Safe for any thread.
public final class LimitTable<K> {
  private final Rate rate;
  private final LongSupplier nanoTime;
  private final Cache<K, TokenBucket> buckets;

  public LimitTable(Rate rate, int keysMax) {
    this(rate, keysMax, System::nanoTime);
  }

  /// With a clock of the caller's, for tests.
  public LimitTable(Rate rate, int keysMax, LongSupplier nanoTime) {
    this.rate = rate;
    this.nanoTime = nanoTime;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(keysMax)
            .expireAfterAccess(rate.refill())
            .ticker(nanoTime::getAsLong)
            .build();
  }

  /// Takes one permit of the key; false, and nothing taken, when there is none.
  public boolean take(K key) {
    var bucket = bucket(key);
    synchronized (bucket) {
      return bucket.take(nanoTime.getAsLong());
    }
  }

  /// How long until the key has a permit; zero when it has one now. Takes nothing, and keeps
  /// nothing of a key that has taken nothing.
  public Duration retryAfter(K key) {
    var bucket = buckets.getIfPresent(key);
    if (bucket == null) return Duration.ZERO;
    synchronized (bucket) {
      return bucket.retryAfter(nanoTime.getAsLong());
    }
  }

  /// Takes one permit of the key, or refuses with `rate_limited`.
  public void demand(K key) {
    if (!take(key)) throw new Problem.RateLimited(retryAfter(key)).refused();
  }

  private TokenBucket bucket(K key) {
    return buckets.get(key, _ -> new TokenBucket(rate, nanoTime.getAsLong()));
  }
}
