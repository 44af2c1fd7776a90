package dev.parley.e2e.faults.ground;

import java.util.Optional;
import java.util.Set;

/// Whether this machine has what clusters may have to be built with.
public final class Needs {
  private Needs() {}

  /// What is missing for these, in words; empty when nothing is.
  public static Optional<String> missing(Set<Need> needs) {
    return needs.stream().flatMap(need -> missing(need).stream()).findFirst();
  }

  private static Optional<String> missing(Need need) {
    return switch (need) {
      case CLOCKS ->
          Clock.library().isPresent()
              ? Optional.empty()
              : Optional.of("there is no libfaketime (Debian: the package faketime)");
      case SMALL_DISK ->
          SmallDisk.possible()
              ? Optional.empty()
              : Optional.of("a small disk needs the right to mount one");
    };
  }
}
