package dev.parley.client;

import static java.util.Objects.requireNonNull;

import dev.parley.client.store.Store;
import dev.parley.protocol.Problem.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The tokens of one session. A refresh token is good for one use, so one caller refreshes at a
/// time, and those that waited take over what it got. Calls may block.
final class Tokens {
  /// What signing in and refreshing answer.
  record SignedIn(
      String token,
      Instant expiresAt,
      String refreshToken,
      UUID sessionId,
      @Nullable String deviceToken,
      User user) {
    @Override
    public String toString() {
      return "SignedIn[sessionId=" + sessionId + "]";
    }
  }

  /// What a store keeps: a session, and the tenant that it is of.
  record Kept(String tenant, SignedIn session) {
    Kept {
      requireNonNull(tenant);
      requireNonNull(session);
    }

    boolean isOf(String wanted, String email) {
      return tenant.equals(wanted)
          && session.user.email().filter(email::equalsIgnoreCase).isPresent();
    }
  }

  private static final String SESSION = "session";
  private static final Duration GOOD_FOR_AT_LEAST = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;
  private final UnaryOperator<SignedIn> exchange;
  private final Store store;
  private final String tenant;
  private volatile @Nullable SignedIn current;

  Tokens(Kept first, InstantSource clock, UnaryOperator<SignedIn> exchange, Store store) {
    this.store = store;
    this.tenant = first.tenant;
    this.current = first.session;
    this.clock = clock;
    this.exchange = exchange;
  }

  /// The session that a store holds.
  static Optional<Kept> kept(Store store) {
    return store.get(SESSION).flatMap(text -> Frames.readKept(text, Kept.class));
  }

  static void keep(Store store, Kept kept) {
    store.put(SESSION, Frames.JSON.writeValueAsString(kept));
  }

  boolean present() {
    return current != null;
  }

  /// A token that should still be good, renewed first when its time is over by this clock.
  String token() {
    var signedIn = signedIn();
    var deadline = clock.instant().plus(GOOD_FOR_AT_LEAST);
    return signedIn.expiresAt.isAfter(deadline) ? signedIn.token : refresh(signedIn.token);
  }

  /// A token other than this one. Throws `signed_out` once the session has ended.
  String refresh(String stale) {
    lock.lock();
    try {
      var signedIn = signedIn();
      if (!signedIn.token.equals(stale)) return signedIn.token;
      var renewed = exchange.apply(signedIn);
      current = renewed;
      keep(store, new Kept(tenant, renewed));
      return renewed.token;
    } catch (ParleyException e) {
      if (e.retry() == Retry.LATER) throw e;
      forget();
      throw ParleyException.signedOut();
    } finally {
      lock.unlock();
    }
  }

  /// The session is no more. Waits for a refresh under way, which would keep it again. One that was
  /// forgotten already leaves the store alone, where a later one may be.
  void forget() {
    lock.lock();
    try {
      if (current == null) return;
      current = null;
      store.remove(SESSION);
    } finally {
      lock.unlock();
    }
  }

  private SignedIn signedIn() {
    var signedIn = current;
    if (signedIn == null) throw ParleyException.signedOut();
    return signedIn;
  }
}
