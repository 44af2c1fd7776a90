package dev.parley.features.rollout;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Whether a feature is there.
public enum SwitchState {
  OFF,
  ON,
  /// For the groups that are named, and for a share of everyone else.
  PHASED;

  private final String label = name().toLowerCase(Locale.ROOT);

  @JsonValue
  public String label() {
    return label;
  }

  /// Reads a label that was checked before; anything else is a fault of the caller.
  @JsonCreator
  public static SwitchState of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
