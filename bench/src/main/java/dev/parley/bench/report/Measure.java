package dev.parley.bench.report;

/// What a scenario is about.
public enum Measure {
  DELIVERIES("deliveries a CPU-second"),
  ANSWERS("answers a CPU-second"),
  SENDS("acknowledged sends a second"),
  CONNECTIONS("connections a CPU-second"),
  MEMORY("bytes of process memory a connection");

  private final String unit;

  Measure(String unit) {
    this.unit = unit;
  }

  public String unit() {
    return unit;
  }

  public double of(Result result) {
    return switch (this) {
      case DELIVERIES -> result.deliveriesPerCpuSecond();
      case ANSWERS, CONNECTIONS -> result.answersPerCpuSecond();
      case SENDS -> result.traffic().answers() / result.traffic().seconds();
      case MEMORY -> result.memory().rss();
    };
  }
}
