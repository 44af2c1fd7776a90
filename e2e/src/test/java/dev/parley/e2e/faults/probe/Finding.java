package dev.parley.e2e.faults.probe;

import java.time.Duration;
import java.util.Optional;

/// What was measured of a promise.
///
/// @param strict whether the run fails unless it was kept: not for what a busy machine decides
public record Finding(Law law, String what, String measured, Fate fate, boolean strict) {

  /// What became of the promise; the worst comes last.
  public enum Fate {
    KEPT,
    NOT_MEASURED,
    MISSED;

    private static Fate of(boolean kept) {
      return kept ? KEPT : MISSED;
    }
  }

  /// Something that may take so long and no longer.
  public static Finding within(Law law, String what, Duration took, Duration max) {
    var fate = Fate.of(took.compareTo(max) <= 0);
    return new Finding(law, what, millis(took) + " of " + millis(max), fate, true);
  }

  /// The same, of something that may not have happened at all.
  public static Finding within(Law law, String what, Optional<Duration> took, Duration max) {
    return took.map(it -> within(law, what, it, max)).orElseGet(() -> unmeasured(law, what));
  }

  /// Something of which nothing was seen, for good or ill.
  public static Finding unmeasured(Law law, String what) {
    return new Finding(law, what, "nothing to measure", Fate.NOT_MEASURED, true);
  }

  /// Something that is as it should be, or is not, and how it is.
  public static Finding seen(Law law, String what, String how, boolean kept) {
    return new Finding(law, what, how, Fate.of(kept), true);
  }

  /// Something that is so, or is not.
  public static Finding fact(Law law, String what, boolean kept) {
    return new Finding(law, what, kept ? "yes" : "NO", Fate.of(kept), true);
  }

  /// The same, of which nothing hangs.
  public Finding lenient() {
    return new Finding(law, what, measured, fate, false);
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }

  /// In a word or two; loud when the run fails by it.
  public String verdict() {
    return switch (fate) {
      case KEPT -> "kept";
      case NOT_MEASURED -> strict ? "NOT MEASURED" : "not measured";
      case MISSED -> strict ? "MISSED" : "missed";
    };
  }

  @Override
  public String toString() {
    return "%s %s %s: %s".formatted(law, verdict(), what, measured);
  }
}
