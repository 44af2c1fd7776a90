package dev.parley.features.signin;

import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.platform.secrets.KeyRing;
import dev.parley.platform.secrets.Sealed;
import dev.parley.platform.secrets.Sealer;
import dev.parley.platform.secrets.Secret;
import dev.parley.platform.secrets.SigningKey;
import dev.parley.platform.secrets.VerifyingKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of access tokens, shared by all nodes through the database. A new one is made every
/// [#ROTATION], is published [#NOTICE] before it signs, and verifies for as long as a token that it
/// signed can be good. All nodes have one master key, which is made sure of before they come here;
/// what was sealed under another one cannot sign, and still verifies until it is forgotten.
public final class SigningKeys implements KeyRing {
  public static final Duration ROTATION = Duration.ofDays(30);

  /// How long a key is known before it signs.
  public static final Duration NOTICE = Duration.ofMinutes(10);

  /// How long after its last signature a key is kept: more than the life of a token.
  public static final Duration OVERLAP = Duration.ofDays(1);

  /// Least time between two looks for a key that is not known, whoever sends tokens that name one.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Database database;
  private final Sealer sealer;
  private final InstantSource clock;
  private volatile Keys keys;
  private long lookedAt = System.nanoTime() - LOOK_AGAIN.toNanos();

  /// What this node knows.
  private record Keys(Map<String, VerifyingKey> verifying, List<Usable> usable) {}

  private record Usable(SigningKey key, Instant createdAt) {}

  /// Reads the keys, and makes the first one.
  public SigningKeys(Database database, Sealer sealer, InstantSource clock) {
    this.database = database;
    this.sealer = sealer;
    this.clock = clock;
    this.keys = read();
  }

  /// A key as it is kept.
  ///
  /// @param context the place that it is bound to
  public record AtRest(Sealed sealed, String context) {}

  /// The newest key: what opens it is the master key of the installation. Empty where none has been
  /// made.
  public static Optional<AtRest> newest(Transaction tx) {
    return SigningKeyStore.all(tx).reversed().stream()
        .findFirst()
        .map(row -> new AtRest(row.sealed(), context(row.publicHalf().id())));
  }

  /// Removes all keys, and with them the worth of every access token.
  public static int forget(Transaction tx) {
    SigningKeyStore.lock(tx);
    return SigningKeyStore.deleteAll(tx);
  }

  @Override
  public SigningKey signing() {
    var usable = keys.usable;
    var noticed = clock.instant().minus(NOTICE);
    return usable.reversed().stream()
        .filter(one -> !one.createdAt.isAfter(noticed))
        .findFirst()
        .orElseGet(usable::getFirst)
        .key;
  }

  @Override
  public Optional<VerifyingKey> verifying(String id) {
    var known = Optional.ofNullable(keys.verifying.get(id));
    if (known.isPresent() || !mayLook()) return known;
    refresh();
    return Optional.ofNullable(keys.verifying.get(id));
  }

  private synchronized boolean mayLook() {
    long now = System.nanoTime();
    if (now - lookedAt < LOOK_AGAIN.toNanos()) return false;
    lookedAt = now;
    return true;
  }

  /// The public halves, as a JWK set.
  public String published() {
    return VerifyingKey.set(List.copyOf(keys.verifying.values()));
  }

  /// Reads what other nodes have made, and rotates when it is time; an agent's work.
  public void refresh() {
    keys = read();
  }

  private Keys read() {
    return database.system(tx -> {
      var keys = opened(SigningKeyStore.all(tx));
      return isDue(keys) ? rotated(tx) : keys;
    });
  }

  private Keys rotated(Transaction tx) {
    SigningKeyStore.lock(tx);
    var now = clock.instant();
    SigningKeyStore.delete(tx, now.minus(ROTATION).minus(NOTICE).minus(OVERLAP));
    if (isDue(opened(SigningKeyStore.all(tx)))) {
      var key = SigningKey.generate();
      var sealed = sealer.seal(key.export().reveal(), context(key.id()));
      SigningKeyStore.insert(tx, new SigningKeyStore.Row(key.publicHalf(), sealed, now));
    }
    return opened(SigningKeyStore.all(tx));
  }

  private boolean isDue(Keys keys) {
    var old = clock.instant().minus(ROTATION);
    return keys.usable.isEmpty() || !keys.usable.getLast().createdAt.isAfter(old);
  }

  private Keys opened(List<SigningKeyStore.Row> rows) {
    var verifying = new LinkedHashMap<String, VerifyingKey>();
    var usable = new ArrayList<Usable>();
    for (var row : rows) {
      var id = row.publicHalf().id();
      verifying.put(id, row.publicHalf());
      sealer
          .open(row.sealed(), context(id))
          .map(Secret::of)
          .ifPresent(key -> usable.add(new Usable(SigningKey.of(key), row.createdAt())));
    }
    return new Keys(Map.copyOf(verifying), List.copyOf(usable));
  }

  private static String context(String id) {
    return "signing_key/" + id;
  }
}
