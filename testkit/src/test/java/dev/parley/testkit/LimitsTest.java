package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.limits.LimitTable;
import dev.parley.platform.limits.Rate;
import dev.parley.platform.limits.TokenBucket;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Rate RATE = Rate.perSecond(100, 200);

  /// System.nanoTime may start anywhere and overflow at any time.
  @ParameterizedTest
  @ValueSource(longs = {0, 1_000_000, -5_000_000_000L, Long.MAX_VALUE - 7, Long.MIN_VALUE})
  void aBucketGivesItsBurstThenItsRate(long start) {
    var bucket = new TokenBucket(RATE, start);
    assertThat(taken(bucket, start, 1_000)).isEqualTo(200);
    assertThat(bucket.take(start + SECOND / 200)).isFalse();
    assertThat(bucket.retryAfter(start)).isEqualTo(Duration.ofMillis(10));
    assertThat(bucket.take(start + SECOND / 100)).isTrue();
    assertThat(taken(bucket, start + SECOND / 100 + SECOND, 1_000)).isEqualTo(100);
    assertThat(taken(bucket, start + 60 * SECOND, 1_000)).isEqualTo(200);
  }

  private static long taken(TokenBucket bucket, long now, int tries) {
    return IntStream.range(0, tries).filter(_ -> bucket.take(now)).count();
  }

  @Test
  void overAnyLongTimeABucketGivesItsRateAndNoMore() {
    var bucket = new TokenBucket(RATE, 0);
    long taken = 0;
    for (long now = 0; now < 100 * SECOND; now += SECOND / 997) {
      if (bucket.take(now)) taken++;
    }
    assertThat(taken).isBetween(100 * 100L, 100 * 100L + 200);
  }

  @Test
  void eachKeyHasABucketOfItsOwn() {
    var now = new AtomicLong();
    var table = new LimitTable<String>(Rate.perMinute(6, 2), 100, now::get);
    assertThat(table.take("a")).isTrue();
    table.demand("a");
    assertThatThrownBy(() -> table.demand("a"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problem())
                    .isEqualTo(new Problem.RateLimited(Duration.ofSeconds(10))));
    assertThat(table.take("b")).isTrue();
    now.addAndGet(10 * SECOND);
    assertThat(table.take("a")).isTrue();
    assertThat(table.take("a")).isFalse();
  }

  @Test
  void aRateNeedsPositiveNumbers() {
    assertThatThrownBy(() -> Rate.perSecond(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rate.perSecond(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(1, Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
