package dev.parley.app.server;

import dev.parley.features.signin.SigningKeys;
import dev.parley.platform.config.Config;
import dev.parley.platform.http.ApiServer;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Sealed;
import dev.parley.platform.secrets.Sealer;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether the master key is the one that the database was sealed under. The first start leaves
/// something sealed there; no later one goes on, or makes a key, unless it can read that. Of a
/// database that has signing keys alone, from before that was left, it has to open the newest.
public final class KeyCheck {
  private static final String CONTEXT = "master_key_check";
  private static final String TEXT = "parley";
  private static final String LOST = "; if it is lost for good: bin/parley help key replace";

  private final Config config;
  private final Database database;

  /// What the right key opens.
  private record Proof(Sealed sealed, String context) {}

  public KeyCheck(Config config, Database database) {
    this.config = config;
    this.database = database;
  }

  /// What seals under the installation's key; throws [Unavailable] when that is not to be had.
  Sealer sealer() {
    // Another node may begin at the same moment; then its key is the one.
    if (proof().isEmpty()) keep(new Sealer(made()));
    var fault = fault();
    if (fault.isPresent()) throw new Unavailable(fault.get());
    var sealer = new Sealer(key().orElseThrow());
    if (!begun()) keep(sealer);
    return sealer;
  }

  private void keep(Sealer sealer) {
    var sealed = sealer.seal(TEXT, CONTEXT);
    database.system(tx -> KeyCheckStore.insert(tx, sealed));
  }

  /// Whether a start has left here what tells the key.
  public boolean begun() {
    return database.system(KeyCheckStore::find).isPresent();
  }

  /// What is wrong with the key, and what to do; empty where all is well. Makes none.
  public Optional<String> fault() {
    try {
      var key = key();
      return proof().flatMap(proof -> fault(key, proof));
    } catch (Unavailable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> fault(Optional<MasterKey> key, Proof proof) {
    if (key.isEmpty()) {
      return Optional.of(
          "The master key of this database is not there: put %s back, or set master-key"
                  .formatted(file())
              + LOST);
    }
    if (opens(key.get(), proof)) return Optional.empty();
    return Optional.of(
        "%s is not the master key of this database: bring back the one that it began with"
                .formatted(named())
            + LOST);
  }

  /// Puts the key at hand, made where there is none, in the place of one that is lost or not secret
  /// any more. What was sealed under that one is removed, so no access token is good any more, and
  /// answers kept under idempotency keys are forgotten. Refuses with `conflict` where the key at
  /// hand is the database's, or where nothing is sealed yet; throws [Unavailable].
  public void replace() {
    var proof = proof().orElseThrow(KeyCheck::nothingSealed);
    if (key().filter(key -> opens(key, proof)).isPresent()) {
      throw new Problem.Conflict(
              "%s is the master key of this database: set another, or move this one away first"
                  .formatted(named()))
          .refused();
    }
    var sealed = new Sealer(made()).seal(TEXT, CONTEXT);
    database.system(tx -> {
      SigningKeys.forget(tx);
      ApiServer.forgetAnswers(tx);
      return KeyCheckStore.replace(tx, sealed);
    });
  }

  private static Refused nothingSealed() {
    return new Problem.Conflict("Nothing is sealed in this database yet; the first start does that")
        .refused();
  }

  private Optional<Proof> proof() {
    return database.system(tx ->
        KeyCheckStore.find(tx)
            .map(sealed -> new Proof(sealed, CONTEXT))
            .or(() ->
                SigningKeys.newest(tx).map(kept -> new Proof(kept.sealed(), kept.context()))));
  }

  private MasterKey made() {
    return read(() -> MasterKey.load(config.trust().masterKey(), config.node().data()));
  }

  private Optional<MasterKey> key() {
    return read(() -> MasterKey.find(config.trust().masterKey(), config.node().data()));
  }

  private static <T> T read(Supplier<T> key) {
    try {
      return key.get();
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  /// The key, or where it is kept, in an operator's words.
  public String named() {
    return config.trust().masterKey().isPresent() ? "master-key" : file().toString();
  }

  private Path file() {
    return MasterKey.file(config.node().data()).toAbsolutePath();
  }

  private static boolean opens(MasterKey key, Proof proof) {
    try {
      return new Sealer(key).open(proof.sealed(), proof.context()).isPresent();
    } catch (IllegalStateException _) {
      return false; // Another key whose name happens to be the same.
    }
  }
}
