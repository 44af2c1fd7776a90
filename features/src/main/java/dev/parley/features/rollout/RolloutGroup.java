package dev.parley.features.rollout;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The phases of a rollout, and who is in them. A person is in one; whoever is in none of the first
/// two is in the last.
public enum RolloutGroup {
  /// Those who make the feature.
  INTERNAL,
  /// Those who try it out.
  BETA,
  /// Everyone else: general availability.
  GENERAL;

  private final String label = name().toLowerCase(Locale.ROOT);

  @JsonValue
  public String label() {
    return label;
  }

  /// Reads a label that was checked before; anything else is a fault of the caller.
  @JsonCreator
  public static RolloutGroup of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
