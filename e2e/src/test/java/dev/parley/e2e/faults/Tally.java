package dev.parley.e2e.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How the faults of a run ended, and what the run is worth by that.
final class Tally {
  /// How one of them ended.
  enum Fate {
    /// Every promise was kept.
    HELD,
    /// One was not.
    BROKEN,
    /// None is known to be broken, and something was not judged or not measured.
    UNDECIDED,
    /// It was begun and came to no end.
    BROKEN_OFF,
    /// This machine lacks what it needs.
    NOT_RUN;

    @Override
    public String toString() {
      return switch (this) {
        case HELD -> "held";
        case BROKEN -> "BROKEN";
        case UNDECIDED -> "UNDECIDED";
        case BROKEN_OFF -> "BROKEN OFF";
        case NOT_RUN -> "not run";
      };
    }
  }

  /// Nothing shows that a promise is broken, and at least one fault shows that it is kept.
  static final int SOUND = 0;

  /// Anything else.
  static final int UNSOUND = 1;

  private final Map<Fate, List<String>> faults = new EnumMap<>(Fate.class);

  void add(Fate fate, String fault) {
    faults.computeIfAbsent(fate, _ -> new ArrayList<>()).add(fault);
  }

  private List<String> of(Fate fate) {
    return faults.getOrDefault(fate, List.of());
  }

  /// Faults that could not be run cost nothing beside some that held; alone they show nothing.
  int exitCode() {
    boolean wrong =
        !of(Fate.BROKEN).isEmpty()
            || !of(Fate.UNDECIDED).isEmpty()
            || !of(Fate.BROKEN_OFF).isEmpty();
    return wrong || of(Fate.HELD).isEmpty() ? UNSOUND : SOUND;
  }

  /// For people: how many ended how, and which did not hold.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var fate : Fate.values()) {
      if (!text.isEmpty()) text.append(", ");
      text.append(of(fate).size()).append(' ').append(fate);
    }
    if (of(Fate.HELD).isEmpty()) text.append("%nnothing is shown: no fault held".formatted());
    for (var fate : Fate.values()) {
      if (fate == Fate.HELD || of(fate).isEmpty()) continue;
      text.append("%n%s: %s".formatted(fate, String.join(", ", of(fate))));
    }
    return text.toString();
  }
}
