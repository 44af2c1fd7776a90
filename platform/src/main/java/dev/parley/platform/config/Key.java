package dev.parley.platform.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// One thing that can be set.
///
/// @param name as in a file and as a flag: `drain-seconds`
/// @param fallback what holds when nobody sets it; empty where there is none
/// @param values what may be given, for people
/// @param secret whether its value is never shown, and may be given as a file that holds it
/// @param reader reads a value, or throws IllegalArgumentException with what was expected
public record Key<T>(
    String name,
    String fallback,
    String values,
    String meaning,
    boolean secret,
    Function<String, T> reader) {
  static final String ENVIRONMENT = "PARLEY_";

  static <T> Key<T> of(String name, String fallback, String meaning, Function<String, T> reader) {
    return new Key<>(name, fallback, "", meaning, false, reader);
  }

  static Key<Integer> number(String name, String fallback, String meaning, int min, int max) {
    return Key.of(name, fallback, meaning, Reads.number(min, max)).accepting(min + " to " + max);
  }

  Key<T> accepting(String what) {
    return new Key<>(name, fallback, what, meaning, secret, reader);
  }

  Key<T> hidden() {
    return new Key<>(name, fallback, values, meaning, true, reader);
  }

  /// The environment variable: `PARLEY_DRAIN_SECONDS`.
  public String variable() {
    return ENVIRONMENT + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  Optional<T> fallbackValue() {
    return fallback.isEmpty() ? Optional.empty() : Optional.of(reader.apply(fallback));
  }
}
