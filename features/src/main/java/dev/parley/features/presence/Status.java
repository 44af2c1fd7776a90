package dev.parley.features.presence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How far a person is there. Of several connections the first in this order counts.
public enum Status {
  ONLINE,
  AWAY,
  OFFLINE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name on the wire and in the store.
  @JsonValue
  public String label() {
    return label;
  }

  static Status of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
