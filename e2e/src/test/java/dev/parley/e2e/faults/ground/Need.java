package dev.parley.e2e.faults.ground;

/// What a cluster has to be built with so that a certain harm can be done to it.
public enum Need {
  /// Nodes whose clocks can be set, which takes libfaketime.
  CLOCKS,
  /// A small disk of its own for PostgreSQL, which takes the right to mount one.
  SMALL_DISK
}
