package dev.parley.platform.http;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.secrets.Sealer;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a request with an `Idempotency-Key` take effect once, and answers its repetitions with the
/// first answer, for 24 hours. Refusals are answers too, except those that ask to try again later.
/// Accidents are not kept. An effect either is committed with its answer ([#together]), or is known
/// again by the id of what was made ([#once]): no crash makes it happen twice.
final class Idempotency {
  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

  static final String HEADER = "Idempotency-Key";
  static final String REPLAYED = "Idempotency-Replayed";
  static final Duration KEPT = Duration.ofHours(24);

  /// After this, a first request that never came to an end (its node died) gives up its claim.
  static final Duration RUNNING_MAX = Duration.ofSeconds(60);

  /// How long a repetition waits for the first request.
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(50);

  /// One person's key, and what was asked under it.
  record Claim(Actor actor, String key, String hash) {
    static Claim of(Actor actor, String key, String operation, Received received) {
      return new Claim(actor, key, digest(operation + '\n' + received.uri() + '\n', received));
    }

    /// Binds the sealed answer to its place.
    String context() {
      return "http_idempotency/" + actor.tenant() + '/' + actor.user() + '/' + key;
    }

    private static String digest(String head, Received received) {
      try {
        var sha = MessageDigest.getInstance("SHA-256");
        sha.update(head.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha.digest(received.body().getBytes()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final Database database;
  private final Sealer sealer;
  private final InstantSource clock;

  Idempotency(Database database, Sealer sealer, InstantSource clock) {
    this.database = database;
    this.sealer = sealer;
    this.clock = clock;
  }

  /// For an operation that takes effect elsewhere: claims the key, makes, keeps the answer. Whoever
  /// repeats it makes the same thing, by its id.
  Answer once(Claim claim, Trace trace, Function<UUID, Response> make) {
    return switch (begin(claim)) {
      case Begun.Known(var answer) -> answer;
      case Begun.Ours(var id) -> run(claim, trace, () -> make.apply(id));
    };
  }

  private Answer run(Claim claim, Trace trace, Supplier<Response> make) {
    Answer answer;
    try {
      answer = Answer.of(make.get());
    } catch (Refused refused) {
      answer = Answer.problem(refused.problem(), trace);
      if (!isKept(refused)) {
        release(claim);
        return answer;
      }
    } catch (Throwable accident) {
      release(claim);
      throw accident;
    }
    keep(claim, answer);
    return answer;
  }

  /// What came to no answer may have taken effect all the same: its id stays given out.
  private void release(Claim claim) {
    inTenant(claim, store -> store.release(claim, clock.instant()));
  }

  /// It has taken effect, so the key stays claimed though its answer may not come to be kept.
  private void keep(Claim claim, Answer answer) {
    try {
      inTenant(claim, store -> complete(store, claim, answer));
    } catch (RuntimeException e) {
      LOG.warn("The answer under an Idempotency-Key could not be kept", e);
    }
  }

  /// For an operation in one transaction: claim, effect and answer are committed together. A second
  /// request waits for the first one's commit.
  Answer together(Claim claim, Trace trace, Supplier<Supplier<Response>> prepare) {
    try {
      var effect = prepare.get();
      return inTenant(claim, store -> runClaimed(claim, store, effect));
    } catch (Refused refused) {
      var answer = Answer.problem(refused.problem(), trace);
      boolean ours = !(refused.problem() instanceof Problem.IdempotencyMismatch);
      if (ours && isKept(refused)) inTenant(claim, store -> keepRefusal(claim, store, answer));
      return answer;
    }
  }

  private Answer runClaimed(Claim claim, IdempotencyStore store, Supplier<Response> effect) {
    if (store.claim(claim, clock.instant()).isEmpty()) {
      return known(claim, store).orElseThrow(Idempotency::stillRunning);
    }
    var answer = Answer.of(effect.get());
    complete(store, claim, answer);
    return answer;
  }

  private boolean keepRefusal(Claim claim, IdempotencyStore store, Answer answer) {
    return store.claim(claim, clock.instant()).isPresent() && complete(store, claim, answer);
  }

  private static boolean isKept(Refused refused) {
    return refused.problem().retry() == Problem.Retry.NEVER;
  }

  private sealed interface Begun {
    /// The key is ours from now on.
    ///
    /// @param made what we make
    record Ours(UUID made) implements Begun {}

    record Known(Answer answer) implements Begun {}
  }

  /// Claims the key, or waits for the first request's answer.
  private Begun begin(Claim claim) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (true) {
      var ours = inTenant(claim, store -> store.claim(claim, clock.instant()));
      if (ours.isPresent()) return new Begun.Ours(ours.get());
      var known = inTenant(claim, store -> known(claim, store));
      if (known.isPresent()) return new Begun.Known(known.get());
      if (System.nanoTime() - deadline > 0) throw stillRunning();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static Refused stillRunning() {
    return new Problem.Conflict("The first request with this key is still running").refused();
  }

  private Optional<Answer> known(Claim claim, IdempotencyStore store) {
    var kept = store.find(claim);
    if (kept.isEmpty()) return Optional.empty();
    if (!kept.get().hash().equals(claim.hash)) throw new Problem.IdempotencyMismatch().refused();
    return kept.get().answer().map(answer -> replayed(claim, answer));
  }

  private Answer replayed(Claim claim, IdempotencyStore.Stored stored) {
    var body =
        sealer
            .open(stored.body(), claim.context())
            .orElseThrow(
                () -> new Problem.Conflict("The first answer is no longer known").refused());
    var type = stored.status() < 400 ? Answer.JSON : Answer.PROBLEM;
    return new Answer(stored.status(), type, body, Map.of(REPLAYED, "true"));
  }

  private boolean complete(IdempotencyStore store, Claim claim, Answer answer) {
    store.complete(claim, answer.status(), sealer.seal(answer.body(), claim.context()));
    return true;
  }

  /// Deletes what is older than it has to be; an agent's work.
  void prune() {
    database.system(tx -> new IdempotencyStore(tx.sql()).prune(clock.instant().minus(KEPT)));
  }

  private <T> T inTenant(Claim claim, Function<IdempotencyStore, T> work) {
    return database.in(claim.actor.tenant(), tx -> work.apply(new IdempotencyStore(tx.sql())));
  }
}
