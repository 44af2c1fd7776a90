package dev.parley.features.rollout;

import java.util.Optional;
import java.util.stream.Stream;

/// The features that the server itself asks about, with what the code says of them.
public enum Feature {
  REALTIME("realtime", true, "News at once, over a WebSocket; off, clients ask every few seconds");

  private final String key;
  private final boolean standard;
  private final String description;

  Feature(String key, boolean standard, String description) {
    this.key = key;
    this.standard = standard;
    this.description = description;
  }

  public SwitchKey key() {
    return new SwitchKey(key);
  }

  /// Whether it is on where nobody has said anything.
  public boolean standard() {
    return standard;
  }

  String description() {
    return description;
  }

  static Optional<Feature> of(SwitchKey key) {
    return Stream.of(values()).filter(feature -> feature.key().equals(key)).findFirst();
  }
}
