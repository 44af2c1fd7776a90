package dev.parley.client;

import dev.parley.protocol.Problem.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
      User user) {}

  private static final Duration GOOD_FOR_AT_LEAST = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;
  private final UnaryOperator<SignedIn> exchange;
  private volatile @Nullable SignedIn current;

  Tokens(SignedIn first, InstantSource clock, UnaryOperator<SignedIn> exchange) {
    this.current = first;
    this.clock = clock;
    this.exchange = exchange;
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
      return renewed.token;
    } catch (ParleyException e) {
      if (e.retry() == Retry.LATER) throw e;
      current = null;
      throw ParleyException.signedOut();
    } finally {
      lock.unlock();
    }
  }

  void forget() {
    current = null;
  }

  private SignedIn signedIn() {
    var signedIn = current;
    if (signedIn == null) throw ParleyException.signedOut();
    return signedIn;
  }
}
