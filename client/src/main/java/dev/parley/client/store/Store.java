package dev.parley.client.store;

import java.util.Map;
import java.util.Optional;

/// Where a client keeps what should outlive it: its session, this device's token, and messages that
/// are still to be sent. One client uses a store at a time. Called on the client's own threads,
/// which wait for it, so it should be quick. What it fails with costs no more than the life beyond
/// the process. It holds secrets.
public interface Store {

  Optional<String> get(String key);

  /// Keeps the value, in the place of an earlier one.
  void put(String key, String value);

  /// Without effect where there is none.
  void remove(String key);

  /// All whose key begins so, by key.
  Map<String, String> entries(String prefix);

  /// The same store, of which a failure is logged and has no other effect.
  default Store forgiving() {
    return new ForgivingStore(this);
  }

  /// The part of this store whose keys begin so; to its user they begin after that.
  default Store under(String prefix) {
    return new PrefixedStore(this, prefix);
  }
}
