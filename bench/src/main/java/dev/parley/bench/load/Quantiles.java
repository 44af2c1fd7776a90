package dev.parley.bench.load;

/// How long things took, in microseconds.
public record Quantiles(long count, double p50, double p95, double p99, double p999, double max) {
  public static final Quantiles NONE = new Quantiles(0, 0, 0, 0, 0, 0);
}
