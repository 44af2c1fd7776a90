package dev.parley.features.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
public final class SessionAuthenticator implements Authenticator {
  /// How long a session that was found standing is not looked up again.
  public static final Duration BELIEVED = Duration.ofSeconds(10);

  private static final int BELIEVED_MAX = 100_000;

  private final Tokens tokens;
  private final SignIn signIn;
  private final Sessions sessions;
  private final RevocationWatch watch;
  private final InstantSource clock;
  private final Cache<SessionId, Boolean> standing =
      Caffeine.newBuilder().maximumSize(BELIEVED_MAX).expireAfterWrite(BELIEVED).build();

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
    var session = identity.actor().session();
    if (watch.hasEnded(session)) throw ended();
    if (standing.getIfPresent(session) == null) {
      if (!sessions.alive(identity.actor().tenant(), session)) throw ended();
      standing.put(session, true);
    }
    return identity;
  }

  /// Whoever comes with a ticket may stay as long as with a token of the same moment.
  @Override
  public Identity redeem(String ticket) {
    return new Identity(signIn.redeem(ticket), clock.instant().plus(Tokens.LIFE_MAX));
  }

  private static Refused ended() {
    return new Problem.Unauthenticated("The session has ended").refused();
  }
}
