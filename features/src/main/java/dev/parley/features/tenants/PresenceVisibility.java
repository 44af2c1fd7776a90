package dev.parley.features.tenants;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Who sees a person's presence.
public enum PresenceVisibility {
  /// The whole tenant.
  EVERYONE,
  /// Those who share a conversation with that person.
  SHARED,
  NOBODY;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static PresenceVisibility of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
