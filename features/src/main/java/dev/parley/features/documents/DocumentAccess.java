package dev.parley.features.documents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a person may do with a document. Each includes the ones before it.
public enum DocumentAccess {
  /// It is as if it were not there.
  NONE,
  /// Sees it.
  READ,
  /// Says something about it.
  COMMENT,
  /// Changes what it says, and its title.
  WRITE,
  /// Says who may what, and may delete it.
  OWNER;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name on the wire and in the database.
  @JsonValue
  public String label() {
    return label;
  }

  /// Reads a label that was checked before; anything else is a fault of the caller.
  @JsonCreator
  public static DocumentAccess of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /// Whether it includes that one.
  public boolean atLeast(DocumentAccess other) {
    return compareTo(other) >= 0;
  }

  /// Whether all in a role can have it; ownership is for people one by one.
  boolean isForRoles() {
    return this != OWNER;
  }
}
