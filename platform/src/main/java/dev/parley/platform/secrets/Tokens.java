package dev.parley.platform.secrets;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Identity;
import dev.parley.platform.secrets.SignedTokens.Issued;
import dev.parley.platform.secrets.SignedTokens.Purpose;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/// Issues and verifies access tokens: [SignedTokens] of type `at+jwt` (RFC 9068). Safe for any
/// thread.
public final class Tokens {
  /// How long a token holds at most, and where nothing else is said.
  public static final Duration LIFE_MAX = SignedTokens.LIFE_MAX;

  private static final Purpose ACCESS = new Purpose("at+jwt", "parley", Set.of());

  private final Duration life;
  private final SignedTokens signed;

  public Tokens(String issuer, KeyRing keys, InstantSource clock) {
    this(issuer, LIFE_MAX, keys, clock);
  }

  /// @param life of the tokens issued here; those of other nodes are taken up to [#LIFE_MAX]
  public Tokens(String issuer, Duration life, KeyRing keys, InstantSource clock) {
    if (life.compareTo(LIFE_MAX) > 0) throw new IllegalArgumentException("At most " + LIFE_MAX);
    this.life = life;
    this.signed = new SignedTokens(ACCESS, issuer, keys, clock);
  }

  /// How long the tokens that are issued here hold.
  public Duration life() {
    return life;
  }

  public Issued issue(Actor actor) {
    return signed.issue(actor, Map.of(), life);
  }

  /// Who a token speaks for. Refuses with `token_expired` what was good once, and with
  /// `unauthenticated` everything else.
  public Identity verify(String token) {
    return signed.verify(token).identity();
  }
}
