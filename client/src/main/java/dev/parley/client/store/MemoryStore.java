package dev.parley.client.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Forgets everything with the process. Safe for any thread.
public final class MemoryStore implements Store {
  private final Map<String, String> values = new ConcurrentHashMap<>();

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public void put(String key, String value) {
    values.put(key, value);
  }

  @Override
  public void remove(String key) {
    values.remove(key);
  }

  @Override
  public Map<String, String> entries(String prefix) {
    var found = new TreeMap<>(values);
    found.keySet().removeIf(key -> !key.startsWith(prefix));
    return found;
  }
}
