package dev.parley.features.documents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a document is made of.
public enum DocumentKind {
  /// Text with headings, lists and tables.
  RICH,
  /// The text of a program.
  CODE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name on the wire and in the database.
  @JsonValue
  public String label() {
    return label;
  }

  /// Reads a label that was checked before; anything else is a fault of the caller.
  @JsonCreator
  public static DocumentKind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
