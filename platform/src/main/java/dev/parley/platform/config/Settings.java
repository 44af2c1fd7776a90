package dev.parley.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;

/// What was given, by key, with where it came from; collects the mistakes on the way.
final class Settings {
  /// Written after the name of a secret key, this gives the file that holds it.
  static final String IN_FILE = "-file";

  private record Given(String text, String origin) {}

  private final Map<String, Given> given = new HashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  /// Later ones win over earlier ones.
  void add(String name, String text, String origin) {
    var key = Keys.ALL.stream().filter(each -> accepts(each, name)).findFirst();
    if (key.isEmpty()) {
      mistakes.add(origin + " is unknown" + Nearest.hint(name));
    } else if (name.equals(key.get().name())) {
      given.put(name, new Given(text.strip(), origin));
    } else {
      content(Path.of(text.strip()), origin)
          .ifPresent(content -> given.put(key.get().name(), new Given(content, origin)));
    }
  }

  private static boolean accepts(Key<?> key, String name) {
    return name.equals(key.name()) || (key.secret() && name.equals(key.name() + IN_FILE));
  }

  private Optional<String> content(Path path, String origin) {
    try {
      return Optional.of(Files.readString(path).strip());
    } catch (IOException _) {
      mistakes.add(origin + " names a file that cannot be read: " + path);
      return Optional.empty();
    }
  }

  void addFile(Path path) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException _) {
      mistakes.add("The configuration file cannot be read: " + path);
      return;
    }
    for (var name : properties.stringPropertyNames()) {
      add(name, properties.getProperty(name), name + " in " + path);
    }
  }

  /// What was set, or the key's fallback, or nothing. A mistake reads as the fallback.
  <T> Optional<T> find(Key<T> key) {
    var value = given.get(key.name());
    if (value == null || value.text.isEmpty()) return key.fallbackValue();
    try {
      return Optional.of(key.reader().apply(value.text));
    } catch (IllegalArgumentException e) {
      mistakes.add(value.origin + " must be " + e.getMessage());
      return key.fallbackValue();
    }
  }

  /// For keys that have a fallback.
  <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalStateException(key.name() + " has no fallback"));
  }

  OptionalInt number(Key<Integer> key) {
    return find(key).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  boolean has(Key<?> key) {
    return given.containsKey(key.name());
  }

  /// Adds a mistake unless the rule holds.
  void rule(boolean holds, String mistake) {
    if (!holds) mistakes.add(mistake);
  }

  void finish() {
    if (!mistakes.isEmpty()) throw new ConfigMistakes(mistakes);
  }
}
