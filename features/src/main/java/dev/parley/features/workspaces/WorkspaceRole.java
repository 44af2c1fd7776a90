package dev.parley.features.workspaces;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a person may do in one workspace. Each includes the ones before it.
public enum WorkspaceRole {
  /// Sees it, and takes part where invited.
  GUEST,
  /// Works in it.
  MEMBER,
  /// Looks after its name and its people.
  ADMIN,
  /// May delete it, and says who else may.
  OWNER;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name on the wire and in the database.
  @JsonValue
  public String label() {
    return label;
  }

  /// Reads a label that was checked before; anything else is a fault of the caller.
  @JsonCreator
  public static WorkspaceRole of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /// Whether its name and its people are this one's to change.
  public boolean administers() {
    return this == ADMIN || this == OWNER;
  }

  /// Whether more than looking and being invited is this one's to do.
  public boolean works() {
    return this != GUEST;
  }

  /// Whether someone in this role may give that one to people, and take it from them.
  boolean grants(WorkspaceRole other) {
    return switch (this) {
      case OWNER -> true;
      case ADMIN -> other != OWNER;
      case MEMBER, GUEST -> false;
    };
  }
}
