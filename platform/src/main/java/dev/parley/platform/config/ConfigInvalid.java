package dev.parley.platform.config;

import java.util.List;

/// Settings that cannot be used: every mistake, in one go.
public final class ConfigInvalid extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  ConfigInvalid(List<String> mistakes) {
    super(String.join("; ", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /// One line each, naming the setting and what it may be.
  public List<String> mistakes() {
    return mistakes;
  }
}
