package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

/// How long things took. Counts only while it is told to.
final class Latency {
  private static final long UNIT_NANOS = 1_000;
  private static final long NANOS_MAX = 120_000_000_000L;
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(UNIT_NANOS, NANOS_MAX, DIGITS);
  private boolean recording;

  void record(long nanos) {
    if (recording) histogram.recordValue(Math.clamp(nanos, 0, NANOS_MAX));
  }

  void start() {
    recording = true;
  }

  void stop() {
    recording = false;
  }

  Quantiles quantiles() {
    if (histogram.getTotalCount() == 0) return Quantiles.NONE;
    return new Quantiles(
        histogram.getTotalCount(),
        micros(50),
        micros(95),
        micros(99),
        micros(99.9),
        histogram.getMaxValue() / 1e3);
  }

  private double micros(double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e3;
  }
}
