package dev.parley.bench.scenario;

import dev.parley.bench.report.Measure;

/// A named thing to measure.
///
/// @param title what it is, for people
public record Scenario(String name, String title, Shape shape) {

  /// Whether it says something to all who hear, which Parley can do in two ways.
  public boolean fansOut() {
    return shape instanceof Shape.FanOut;
  }

  /// What it is about.
  public Measure measure() {
    return switch (shape) {
      case Shape.FanOut _ -> Measure.DELIVERIES;
      case Shape.Echo _ -> Measure.ANSWERS;
      case Shape.Send _, Shape.Change _, Shape.Chat _ -> Measure.SENDS;
      case Shape.Idle _ -> Measure.MEMORY;
      case Shape.Storm _ -> Measure.CONNECTIONS;
    };
  }

  /// Whether it needs what Parley alone does.
  public boolean needsStorage() {
    return measure() == Measure.SENDS;
  }
}
