package dev.parley.bench.documents;

import java.util.Optional;

/// What the engine should reach.
public sealed interface Goal {
  /// So many times better than Yjs in the same run.
  record Times(double least) implements Goal {}

  /// At most so much.
  record AtMost(double most) implements Goal {}

  /// At least so much.
  record AtLeast(double least) implements Goal {}

  /// Whether a run reaches it; nothing where the run did not measure it.
  default Optional<Boolean> reached(SideBySide run, String name) {
    return switch (this) {
      case Times goal -> run.ratio(name).map(ratio -> ratio >= goal.least);
      case AtMost goal -> run.middle(name, Side.PARLEY).map(value -> value <= goal.most);
      case AtLeast goal -> run.middle(name, Side.PARLEY).map(value -> value >= goal.least);
    };
  }
}
