package dev.parley.features.enrolment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What comes of a person whom a rule is about.
public enum Outcome {
  /// Comes into the workspace.
  JOINS,
  /// Is in it, and gets a higher role.
  IS_RAISED,
  /// Is in it, and stays what they are.
  IS_THERE,
  /// Was let in before by the same rule, and has left or was sent away.
  LEFT_BEFORE,
  /// A limit keeps them out.
  LEFT_OUT;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name on the wire.
  @JsonValue
  public String label() {
    return label;
  }

  /// Whether the person is in the workspace afterwards.
  boolean isIn() {
    return this == JOINS || this == IS_RAISED || this == IS_THERE;
  }
}
