package dev.parley.e2e.faults.probe;

import java.util.List;

/// Takes measure while harm is done.
@FunctionalInterface
public interface Probe {
  /// Takes none.
  Probe NONE = _ -> List.of();

  /// Returns when all is measured.
  List<Finding> measure(Scene scene);
}
