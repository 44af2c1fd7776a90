package dev.parley.bench.servers;

import java.util.OptionalLong;

/// What a server's runtime tells of itself; one that says nothing has no pauses to tell of.
public interface Engine {
  Engine SILENT = new Engine() {};

  /// Collects garbage and gives the bytes that are left; empty where it cannot be asked.
  default OptionalLong liveHeap() {
    return OptionalLong.empty();
  }

  /// Pauses so far.
  default Pauses pauses() {
    return Pauses.NONE;
  }
}
