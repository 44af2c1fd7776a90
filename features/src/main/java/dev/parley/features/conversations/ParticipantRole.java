package dev.parley.features.conversations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a person may do in one conversation.
public enum ParticipantRole {
  OWNER,
  ADMIN,
  MEMBER;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name on the wire and in the database.
  @JsonValue
  public String label() {
    return label;
  }

  static ParticipantRole of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /// Whether people, name and the messages of others are this one's to change.
  public boolean administers() {
    return this != MEMBER;
  }
}
