package dev.parley.e2e.faults.probe;

import java.time.Duration;

/// What was measured of a promise.
///
/// @param strict whether the run fails when it was not kept: not for what a busy machine decides
public record Finding(Law law, String what, String measured, boolean kept, boolean strict) {

  /// Something that may take so long and no longer.
  public static Finding within(Law law, String what, Duration took, Duration max) {
    boolean kept = took.compareTo(max) <= 0;
    return new Finding(law, what, millis(took) + " of " + millis(max), kept, true);
  }

  /// Something that is as it should be, or is not, and how it is.
  public static Finding seen(Law law, String what, String how, boolean kept) {
    return new Finding(law, what, how, kept, true);
  }

  /// Something that is so, or is not.
  public static Finding fact(Law law, String what, boolean kept) {
    return new Finding(law, what, kept ? "yes" : "NO", kept, true);
  }

  /// The same, of which nothing hangs.
  public Finding lenient() {
    return new Finding(law, what, measured, kept, false);
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }

  @Override
  public String toString() {
    return "%s %s %s: %s".formatted(law, kept ? "kept" : "MISSED", what, measured);
  }
}
