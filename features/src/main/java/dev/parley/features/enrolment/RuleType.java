package dev.parley.features.enrolment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// By what a rule chooses people.
public enum RuleType {
  /// By the domain of their address.
  EMAIL_DOMAIN,
  /// By what is noted about them.
  USER_METADATA,
  /// By nothing but that somebody names them.
  MANUAL;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name on the wire and in the database.
  @JsonValue
  public String label() {
    return label;
  }

  /// Whether it goes by what of people is shown to the tenant's administrators alone.
  boolean readsPeople() {
    return this != MANUAL;
  }

  /// Reads a label that was checked before; anything else is a fault of the caller.
  @JsonCreator
  public static RuleType of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
