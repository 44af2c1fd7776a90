package dev.parley.app.doctor;

/// What the doctor found at one place.
///
/// @param advice what to do; empty where all is well
public record Finding(Level level, String what, String advice) {

  /// How bad it is.
  public enum Level {
    OK("ok  "),
    WARN("warn"),
    NONE("none"),
    FAIL("FAIL");

    private final String label;

    Level(String label) {
      this.label = label;
    }
  }

  static Finding ok(String what) {
    return new Finding(Level.OK, what, "");
  }

  static Finding warn(String what, String advice) {
    return new Finding(Level.WARN, what, advice);
  }

  /// There is no Parley to look at, as before the first start or in a wrong place.
  static Finding none(String what, String advice) {
    return new Finding(Level.NONE, what, advice);
  }

  static Finding fail(String what, String advice) {
    return new Finding(Level.FAIL, what, advice);
  }

  /// Whether the server would not work.
  public boolean failed() {
    return level == Level.FAIL;
  }

  /// Whether there was no Parley to look at.
  public boolean absent() {
    return level == Level.NONE;
  }

  @Override
  public String toString() {
    return level.label
        + "  "
        + what
        + (advice.isEmpty() ? "" : "\n" + advice.indent(8).stripTrailing());
  }
}
