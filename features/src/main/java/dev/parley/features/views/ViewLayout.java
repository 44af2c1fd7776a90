package dev.parley.features.views;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a view lays tasks out.
public enum ViewLayout {
  BOARD,
  LIST,
  CALENDAR;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name on the wire and in the database.
  @JsonValue
  public String label() {
    return label;
  }

  /// Reads a label that was checked before; anything else is a fault of the caller.
  @JsonCreator
  public static ViewLayout of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
