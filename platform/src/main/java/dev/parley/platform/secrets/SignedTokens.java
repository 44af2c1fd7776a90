package dev.parley.platform.secrets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Identity;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Issues and verifies the tokens of one purpose: JWTs signed with RS256 and nothing else, for at
/// most [#LIFE_MAX]. A token of one purpose passes for none of another: each has its own type in
/// the header and its own audience. A token has exactly one written form, and its header holds
/// three things and no more, so that nothing in it can point to another key. Whether the session
/// still stands is for the caller to look up. Safe for any thread.
public final class SignedTokens {
  /// How long a token holds at most.
  public static final Duration LIFE_MAX = Duration.ofMinutes(15);

  /// How far the clocks of two nodes may stand apart.
  public static final Duration SKEW_MAX = Duration.ofSeconds(5);

  public static final int LENGTH_MAX = 4_096;

  private static final int VERIFIED_MAX = 50_000;
  private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

  /// What the tokens are for.
  ///
  /// @param type of the header, in the form that RFC 9068 gives those of access: `at+jwt`
  /// @param scope names of claims that say what a token is for beside for whom; each is in every
  ///   one
  public record Purpose(String type, String audience, Set<String> scope) {}

  private final Purpose purpose;
  private final JOSEObjectType type;
  private final String issuer;
  private final KeyRing keys;
  private final InstantSource clock;
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(VERIFIED_MAX).expireAfterWrite(LIFE_MAX).build();

  public SignedTokens(Purpose purpose, String issuer, KeyRing keys, InstantSource clock) {
    this.purpose = purpose;
    this.type = new JOSEObjectType(purpose.type());
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
  }

  /// A token, and until when it holds.
  public record Issued(Secret token, Instant expiresAt) {}

  /// What a token says.
  ///
  /// @param scope the values of the purpose's claims
  public record Verified(Identity identity, Map<String, String> scope) {}

  /// A token of the actor's.
  ///
  /// @param scope a value for each claim of the purpose
  public Issued issue(Actor actor, Map<String, String> scope, Duration life) {
    if (life.compareTo(LIFE_MAX) > 0) throw new IllegalArgumentException("At most " + LIFE_MAX);
    if (!scope.keySet().equals(purpose.scope()))
      throw new IllegalArgumentException("Another scope");
    var now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    var expires = now.plus(life);
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(purpose.audience())
            .subject(actor.user().toString())
            .claim("tid", actor.tenant().toString())
            .claim("sid", actor.session().toString())
            .claim("role", actor.role().label())
            .jwtID(RandomToken.next().reveal().substring(0, 16))
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(expires));
    scope.forEach(claims::claim);
    return new Issued(signed(claims.build()), expires);
  }

  private Secret signed(JWTClaimsSet claims) {
    var key = keys.signing();
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).type(type).keyID(key.id()).build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(new RSASSASigner(key.jwk()));
    } catch (JOSEException e) {
      throw new IllegalStateException("A token could not be signed", e);
    }
    return Secret.of(token.serialize());
  }

  /// Whom a token speaks for, and what it is for. Refuses with `token_expired` what was good once,
  /// and with `unauthenticated` everything else.
  public Verified verify(String token) {
    if (token.length() > LENGTH_MAX) throw refused();
    var digest = RandomToken.digest(token);
    var known = verified.getIfPresent(digest);
    if (known != null) return current(known);
    var read = current(read(token));
    verified.put(digest, read);
    return read;
  }

  private Verified current(Verified read) {
    if (clock.instant().isBefore(read.identity().expiresAt())) return read;
    throw new Problem.TokenExpired().refused();
  }

  private Verified read(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) throw refused();
    for (var part : parts) requireCanonical(part);
    try {
      var jwt =
          new SignedJWT(new Base64URL(parts[0]), new Base64URL(parts[1]), new Base64URL(parts[2]));
      var key = keys.verifying(keyId(jwt.getHeader())).orElseThrow(SignedTokens::refused);
      if (!jwt.verify(new RSASSAVerifier(key.jwk()))) throw refused();
      return verified(jwt.getJWTClaimsSet());
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      throw refused();
    }
  }

  /// The key's name, from a header that asks for nothing but RS256.
  private String keyId(JWSHeader header) {
    boolean plain =
        JWSAlgorithm.RS256.equals(header.getAlgorithm())
            && header.getType() != null
            && type.getType().equals(header.getType().getType())
            && HEADER.equals(header.toJSONObject().keySet());
    if (!plain || header.getKeyID() == null) throw refused();
    return header.getKeyID();
  }

  private Verified verified(JWTClaimsSet claims) throws ParseException {
    var now = clock.instant();
    boolean ours =
        issuer.equals(claims.getIssuer())
            && claims.getAudience().equals(List.of(purpose.audience()));
    if (!ours) throw refused();
    var issued = instant(claims.getIssueTime());
    var expires = instant(claims.getExpirationTime());
    if (instant(claims.getNotBeforeTime()).isAfter(now.plus(SKEW_MAX))) throw refused();
    if (issued.isAfter(now.plus(SKEW_MAX))) throw refused();
    if (expires.isAfter(issued.plus(LIFE_MAX))) throw refused();
    var actor =
        new Actor(
            new TenantId(id(claims.getStringClaim("tid"))),
            new UserId(id(claims.getSubject())),
            new SessionId(id(claims.getStringClaim("sid"))),
            Role.of(text(claims.getStringClaim("role"))));
    var scope = new HashMap<String, String>();
    for (var name : purpose.scope()) scope.put(name, text(claims.getStringClaim(name)));
    return new Verified(new Identity(actor, expires), Map.copyOf(scope));
  }

  private static Instant instant(@Nullable Date date) {
    if (date == null) throw refused();
    return date.toInstant();
  }

  private static UUID id(@Nullable String text) {
    return UUID.fromString(text(text));
  }

  private static String text(@Nullable String text) {
    if (text == null) throw refused();
    return text;
  }

  /// The last characters of base64 have bits to spare; they have to be zero, so that no token has
  /// two forms.
  private static void requireCanonical(String part) {
    var bytes = new Base64URL(part).decode();
    if (part.isEmpty() || !Base64URL.encode(bytes).toString().equals(part)) throw refused();
  }

  /// The one answer for whatever is no token of the purpose.
  public static Refused refused() {
    return new Problem.Unauthenticated("The token is not valid").refused();
  }
}
