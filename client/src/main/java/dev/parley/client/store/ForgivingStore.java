package dev.parley.client.store;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A store of which a failure is logged and costs no more than what it would have kept.
final class ForgivingStore implements Store {
  private static final System.Logger LOG = System.getLogger(ForgivingStore.class.getName());

  private final Store store;

  ForgivingStore(Store store) {
    this.store = store;
  }

  @Override
  public Optional<String> get(String key) {
    return attempt(() -> store.get(key), Optional.empty());
  }

  @Override
  public void put(String key, String value) {
    attempt(
        () -> {
          store.put(key, value);
          return true;
        },
        false);
  }

  @Override
  public void remove(String key) {
    attempt(
        () -> {
          store.remove(key);
          return true;
        },
        false);
  }

  @Override
  public Map<String, String> entries(String prefix) {
    return attempt(() -> store.entries(prefix), Map.of());
  }

  private static <T> T attempt(Supplier<T> call, T otherwise) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The store failed", e);
      return otherwise;
    }
  }
}
