package dev.parley.bench.scenario;

/// A named thing to measure.
///
/// @param title what it is, for people
public record Scenario(String name, String title, Shape shape) {

  /// Whether it says something to all who hear, which Parley can do in two ways.
  public boolean fansOut() {
    return shape instanceof Shape.FanOut;
  }

  /// Whether it needs what Parley alone does.
  public boolean needsStorage() {
    return shape instanceof Shape.Send || shape instanceof Shape.Chat;
  }
}
