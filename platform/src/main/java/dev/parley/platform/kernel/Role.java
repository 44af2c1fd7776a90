package dev.parley.platform.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a person may do in the tenant as a whole. Each includes the ones below it.
public enum Role {
  GUEST,
  MEMBER,
  ADMIN,
  OWNER;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name on the wire and in the database.
  @JsonValue
  public String label() {
    return label;
  }

  public boolean administers() {
    return this == ADMIN || this == OWNER;
  }

  /// Reads a label that was checked before; anything else is a fault of the caller.
  @JsonCreator
  public static Role of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
