package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private static final double ERROR = 1.001;

  @Test
  void quantilesAreThoseOfWhatWasRecorded() {
    var latency = new Latency();
    latency.start();
    LongStream.rangeClosed(1, 10_000).map(i -> i * 1_000).forEach(latency::record);
    var it = latency.quantiles();
    assertThat(it.count()).isEqualTo(10_000);
    assertThat(it.p50()).isBetween(5_000.0, 5_000 * ERROR);
    assertThat(it.p95()).isBetween(9_500.0, 9_500 * ERROR);
    assertThat(it.p99()).isBetween(9_900.0, 9_900 * ERROR);
    assertThat(it.p999()).isBetween(9_990.0, 9_990 * ERROR);
    assertThat(it.max()).isBetween(10_000.0, 10_000 * ERROR);
  }

  @Test
  void onlyWhatComesBetweenStartAndStopCounts() {
    var latency = new Latency();
    latency.record(1_000_000);
    latency.start();
    latency.record(2_000_000);
    latency.stop();
    latency.record(3_000_000);
    assertThat(latency.quantiles().count()).isEqualTo(1);
    assertThat(latency.quantiles().max()).isCloseTo(2_000, within(2.0));
  }

  @Test
  void nothingIsNothing() {
    assertThat(new Latency().quantiles()).isEqualTo(Quantiles.NONE);
  }
}
