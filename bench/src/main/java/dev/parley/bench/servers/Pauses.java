package dev.parley.bench.servers;

import java.util.List;

/// Pauses of a collector, in milliseconds, oldest first.
public record Pauses(List<Double> millis) {
  public static final Pauses NONE = new Pauses(List.of());

  /// Those that came since an earlier look.
  public Pauses since(Pauses before) {
    return new Pauses(millis.subList(before.millis.size(), millis.size()));
  }

  public double total() {
    return millis.stream().mapToDouble(Double::doubleValue).sum();
  }

  public double longest() {
    return millis.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
