package dev.parley.features.conversations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What kind of conversation it is.
public enum ConversationType {
  /// Between exactly two people, one for each pair.
  DIRECT,
  /// Among people who come and go.
  GROUP;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name on the wire and in the database.
  @JsonValue
  public String label() {
    return label;
  }

  static ConversationType of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
