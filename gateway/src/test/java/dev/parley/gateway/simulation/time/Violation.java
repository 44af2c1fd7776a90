package dev.parley.gateway.simulation.time;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Something that must hold does not. An error, so that nobody takes it for an accident of theirs.
public final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  public Violation(Object... words) {
    super(sentence(words));
  }

  public static void unless(boolean holds, Object... words) {
    if (!holds) throw new Violation(words);
  }

  public static String sentence(Object... words) {
    return Stream.of(words).map(String::valueOf).collect(Collectors.joining(" "));
  }
}
