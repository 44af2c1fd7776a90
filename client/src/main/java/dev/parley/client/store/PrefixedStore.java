package dev.parley.client.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The part of a store whose keys begin alike; to its user they begin after that.
final class PrefixedStore implements Store {
  private final Store store;
  private final String prefix;

  PrefixedStore(Store store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  @Override
  public Optional<String> get(String key) {
    return store.get(prefix + key);
  }

  @Override
  public void put(String key, String value) {
    store.put(prefix + key, value);
  }

  @Override
  public void remove(String key) {
    store.remove(prefix + key);
  }

  @Override
  public Map<String, String> entries(String begin) {
    var found = new TreeMap<String, String>();
    store
        .entries(prefix + begin)
        .forEach((key, value) -> found.put(key.substring(prefix.length()), value));
    return found;
  }
}
