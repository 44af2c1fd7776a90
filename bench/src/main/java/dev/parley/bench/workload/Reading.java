package dev.parley.bench.workload;

/// What one process read of one thing.
///
/// @param value nothing where it is a fact
/// @param text the fact, which both sides have to agree on
public record Reading(String name, Unit unit, double value, String text) {
  /// What the value counts.
  public enum Unit {
    MILLIS,
    BYTES,
    MEGABYTES,
    MB_PER_SECOND,
    FACT
  }
}
