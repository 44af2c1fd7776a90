package dev.parley.app.server;

import dev.parley.platform.config.Config;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Sealed;
import dev.parley.platform.secrets.Sealer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// Whether the master key is the one that the database was sealed under. The first start leaves
/// something sealed there; no later one goes on, or makes a key, unless it can read that.
public final class KeyCheck {
  private static final String CONTEXT = "master_key_check";
  private static final String TEXT = "parley";

  private final Config config;
  private final Database database;

  public KeyCheck(Config config, Database database) {
    this.config = config;
    this.database = database;
  }

  /// What seals under the installation's key; throws [Unavailable] when that is not to be had.
  Sealer sealer() {
    try {
      if (kept().isEmpty()) begin();
      var fault = fault();
      if (fault.isPresent()) throw new Unavailable(fault.get());
      return new Sealer(key().orElseThrow());
    } catch (UncheckedIOException e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  /// Another node may begin at the same moment; then its key is the one.
  private void begin() {
    var key = MasterKey.load(config.trust().masterKey(), config.node().data());
    var sealed = new Sealer(key).seal(TEXT, CONTEXT);
    database.system(tx -> KeyCheckStore.insert(tx, sealed));
  }

  /// What is wrong with the key, and what to do; empty where all is well. Makes none.
  public Optional<String> fault() {
    var kept = kept();
    if (kept.isEmpty()) return Optional.empty();
    var key = key();
    if (key.isEmpty()) {
      return Optional.of(
          "The master key of this database is not there: put %s back, or set master-key"
              .formatted(file()));
    }
    if (opens(key.get(), kept.get())) return Optional.empty();
    return Optional.of(
        "%s is not the master key of this database: bring back the one that it began with"
            .formatted(config.trust().masterKey().isPresent() ? "master-key" : file()));
  }

  private Optional<Sealed> kept() {
    return database.system(KeyCheckStore::find);
  }

  private Optional<MasterKey> key() {
    return MasterKey.find(config.trust().masterKey(), config.node().data());
  }

  private Path file() {
    return MasterKey.file(config.node().data()).toAbsolutePath();
  }

  private static boolean opens(MasterKey key, Sealed sealed) {
    try {
      return new Sealer(key).open(sealed, CONTEXT).filter(TEXT::equals).isPresent();
    } catch (IllegalStateException _) {
      return false; // Another key whose name happens to be the same.
    }
  }
}
