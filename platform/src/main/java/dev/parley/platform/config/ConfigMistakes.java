package dev.parley.platform.config;

import java.util.List;

/// The configuration cannot be used; says everything that is wrong with it at once.
public final class ConfigMistakes extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  ConfigMistakes(List<String> mistakes) {
    super(String.join("\n", mistakes), null, false, false);
    this.mistakes = List.copyOf(mistakes);
  }

  /// One line each, for people.
  public List<String> mistakes() {
    return mistakes;
  }
}
