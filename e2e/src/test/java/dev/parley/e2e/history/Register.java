package dev.parley.e2e.history;

import dev.parley.e2e.history.Anomaly.Kind;
import dev.parley.e2e.history.Linearizability.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One thing that several clients write and read at once, and what they did to it. Safe for any
/// thread.
public final class Register {
  private final String name;
  private final Model model;
  private final List<Call> calls = new ArrayList<>();

  public Register(String name, Model model) {
    this.name = name;
    this.model = model;
  }

  public String name() {
    return name;
  }

  public synchronized void add(Call call) {
    calls.add(call);
  }

  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /// Whether what was done to it can have happened one after the other.
  public Verdict verdict() {
    return Linearizability.check(model, calls());
  }

  /// What is wrong with it by its verdict, which says whether that was found out at all.
  public Optional<Anomaly> anomaly(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Broken(var stuck) ->
          Optional.of(
              new Anomaly(Kind.NOT_LINEARIZABLE, name + ": fits in no order: " + stuck, List.of()));
      case Verdict.Holds _, Verdict.Undecided _ -> Optional.empty();
    };
  }
}
