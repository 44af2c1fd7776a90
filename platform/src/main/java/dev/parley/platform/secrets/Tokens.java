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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Issues and verifies access tokens: JWTs of type `at+jwt` (RFC 9068), signed with RS256 and
/// nothing else, for at most [#LIFE_MAX]. A token has exactly one written form, and its header
/// holds three things and no more, so that nothing in it can point to another key. Whether the
/// session still stands is for the caller to look up. Safe for any thread.
public final class Tokens {
  /// How long a token holds at most, and where nothing else is said.
  public static final Duration LIFE_MAX = Duration.ofMinutes(15);

  /// How far the clocks of two nodes may stand apart.
  public static final Duration SKEW_MAX = Duration.ofSeconds(5);

  public static final int LENGTH_MAX = 4_096;

  private static final int VERIFIED_MAX = 50_000;
  private static final String AUDIENCE = "parley";
  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
  private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

  private final String issuer;
  private final Duration life;
  private final KeyRing keys;
  private final InstantSource clock;
  private final Cache<String, Identity> verified =
      Caffeine.newBuilder().maximumSize(VERIFIED_MAX).expireAfterWrite(LIFE_MAX).build();

  public Tokens(String issuer, KeyRing keys, InstantSource clock) {
    this(issuer, LIFE_MAX, keys, clock);
  }

  /// @param life of the tokens issued here; those of other nodes are taken up to [#LIFE_MAX]
  public Tokens(String issuer, Duration life, KeyRing keys, InstantSource clock) {
    if (life.compareTo(LIFE_MAX) > 0) throw new IllegalArgumentException("At most " + LIFE_MAX);
    this.issuer = issuer;
    this.life = life;
    this.keys = keys;
    this.clock = clock;
  }

  /// How long the tokens that are issued here hold.
  public Duration life() {
    return life;
  }

  /// A token, and until when it holds.
  public record Issued(Secret token, Instant expiresAt) {}

  public Issued issue(Actor actor) {
    var now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    var expires = now.plus(life);
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(AUDIENCE)
            .subject(actor.user().toString())
            .claim("tid", actor.tenant().toString())
            .claim("sid", actor.session().toString())
            .claim("role", actor.role().label())
            .jwtID(RandomToken.next().reveal().substring(0, 16))
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(expires))
            .build();
    var key = keys.signing();
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).type(TYPE).keyID(key.id()).build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(new RSASSASigner(key.jwk()));
    } catch (JOSEException e) {
      throw new IllegalStateException("A token could not be signed", e);
    }
    return new Issued(Secret.of(token.serialize()), expires);
  }

  /// Who a token speaks for. Refuses with `token_expired` what was good once, and with
  /// `unauthenticated` everything else.
  public Identity verify(String token) {
    if (token.length() > LENGTH_MAX) throw refused();
    var digest = RandomToken.digest(token);
    var known = verified.getIfPresent(digest);
    if (known != null) return current(known);
    var identity = current(read(token));
    verified.put(digest, identity);
    return identity;
  }

  private Identity current(Identity identity) {
    if (clock.instant().isBefore(identity.expiresAt())) return identity;
    throw new Problem.TokenExpired().refused();
  }

  private Identity read(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) throw refused();
    for (var part : parts) requireCanonical(part);
    try {
      var jwt =
          new SignedJWT(new Base64URL(parts[0]), new Base64URL(parts[1]), new Base64URL(parts[2]));
      var key = keys.verifying(keyId(jwt.getHeader())).orElseThrow(Tokens::refused);
      if (!jwt.verify(new RSASSAVerifier(key.jwk()))) throw refused();
      return identity(jwt.getJWTClaimsSet());
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      throw refused();
    }
  }

  /// The key's name, from a header that asks for nothing but RS256.
  private static String keyId(JWSHeader header) {
    boolean plain =
        JWSAlgorithm.RS256.equals(header.getAlgorithm())
            && header.getType() != null
            && TYPE.getType().equals(header.getType().getType())
            && HEADER.equals(header.toJSONObject().keySet());
    if (!plain || header.getKeyID() == null) throw refused();
    return header.getKeyID();
  }

  private Identity identity(JWTClaimsSet claims) throws ParseException {
    var now = clock.instant();
    boolean ours =
        issuer.equals(claims.getIssuer()) && claims.getAudience().equals(List.of(AUDIENCE));
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
    return new Identity(actor, expires);
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

  private static Refused refused() {
    return new Problem.Unauthenticated("The access token is not valid").refused();
  }
}
