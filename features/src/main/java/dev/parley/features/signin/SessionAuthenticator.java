package dev.parley.features.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Authenticator;
import dev.parley.platform.kernel.Identity;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.secrets.Tokens;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Duration;
import java.time.InstantSource;

/// Says who someone is: by a token whose session still stands, or by a ticket. That a session
/// stands is looked up in the database, and believed for [#BELIEVED] unless its end is heard of.
/// One that does not stand will not come back, and is not looked up again for as long as its tokens
/// live: whoever sends them costs no more than the check of a signature.
public final class SessionAuthenticator implements Authenticator {
  /// How long a session that was found standing is not looked up again.
  public static final Duration BELIEVED = Duration.ofSeconds(10);

  /// How long a session that was found gone is not looked up again: as long as a token of it can be
  /// good.
  static final Duration GONE = Tokens.LIFE_MAX;

  /// Most sessions that are known to stand or to be gone.
  private static final int KNOWN_MAX = 100_000;

  private final Tokens tokens;
  private final SignIn signIn;
  private final Sessions sessions;
  private final RevocationWatch watch;
  private final InstantSource clock;
  private final Cache<SessionId, Boolean> standing =
      Caffeine.newBuilder()
          .maximumSize(KNOWN_MAX)
          .expireAfter(Expiry.<SessionId, Boolean>writing((_, stands) -> stands ? BELIEVED : GONE))
          .build();

  public SessionAuthenticator(
      Tokens tokens, SignIn signIn, Sessions sessions, RevocationWatch watch, InstantSource clock) {
    this.tokens = tokens;
    this.signIn = signIn;
    this.sessions = sessions;
    this.watch = watch;
    this.clock = clock;
  }

  @Override
  public Identity verify(String accessToken) {
    var identity = tokens.verify(accessToken);
    requireStanding(identity.actor());
    return identity;
  }

  /// Refuses with `unauthenticated` when the actor's session has ended: for tokens of other
  /// purposes, which hold no longer than the session that they were made in. May block.
  public void requireStanding(Actor actor) {
    if (watch.hasEnded(actor.session()) || !stands(actor)) throw ended();
  }

  private boolean stands(Actor actor) {
    var known = standing.getIfPresent(actor.session());
    if (known != null) return known;
    boolean stands = sessions.alive(actor.tenant(), actor.session());
    standing.put(actor.session(), stands);
    return stands;
  }

  /// Whoever comes with a ticket may stay as long as with a token of the same moment.
  @Override
  public Identity redeem(String ticket) {
    return new Identity(signIn.redeem(ticket), clock.instant().plus(tokens.life()));
  }

  private static Refused ended() {
    return new Problem.Unauthenticated("The session has ended").refused();
  }
}
