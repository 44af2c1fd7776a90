package dev.parley.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final SigningKey KEY = SigningKey.generate();
  private static final SigningKey OTHER = SigningKey.generate();
  private static final Instant NOW = Instant.parse("2026-11-21T06:30:00Z");
  private static final String ISSUER = "https://parley.example.org";

  private final Actor actor =
      new Actor(TenantId.next(), UserId.next(), SessionId.next(), Role.ADMIN);
  private Instant now = NOW;
  private final Tokens tokens = new Tokens(ISSUER, new OneKey(), () -> now);

  private record OneKey() implements KeyRing {
    @Override
    public SigningKey signing() {
      return KEY;
    }

    @Override
    public Optional<VerifyingKey> verifying(String id) {
      return Optional.of(KEY.publicHalf()).filter(key -> key.id().equals(id));
    }
  }

  private String verdict(String token) {
    try {
      tokens.verify(token);
      return "accepted";
    } catch (Refused refused) {
      return refused.problem().code();
    }
  }

  private String header() {
    return "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + KEY.id() + "\"}";
  }

  private String claims(UnaryOperator<String> change) {
    long at = NOW.getEpochSecond();
    return change.apply(
        "{\"iss\":\"%s\",\"aud\":\"parley\",\"sub\":\"%s\",\"tid\":\"%s\",\"sid\":\"%s\",\"role\":\"admin\",\"iat\":%d,\"nbf\":%d,\"exp\":%d}"
            .formatted(ISSUER, actor.user(), actor.tenant(), actor.session(), at, at, at + 900));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String part(String json) {
    return encode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(String header, String claims, SigningKey key) {
    try {
      var text = part(header) + "." + part(claims);
      var rsa = Signature.getInstance("SHA256withRSA");
      rsa.initSign(key.jwk().toPrivateKey());
      rsa.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + encode(rsa.sign());
    } catch (GeneralSecurityException | com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String with(UnaryOperator<String> changedClaims) {
    return verdict(signed(header(), claims(changedClaims), KEY));
  }

  private String withHeader(String header) {
    return verdict(signed(header, claims(same -> same), KEY));
  }

  @Test
  void aTokenSpeaksForWhomItWasIssuedTo() {
    var issued = tokens.issue(actor);
    var identity = tokens.verify(issued.token().reveal());
    assertThat(identity.actor()).isEqualTo(actor);
    assertThat(identity.expiresAt()).isEqualTo(NOW.plus(Tokens.LIFE_MAX));
    assertThat(with(same -> same)).isEqualTo("accepted");
  }

  @Test
  void aTokenExpiresAlsoWhenItWasVerifiedBefore() {
    var token = tokens.issue(actor).token().reveal();
    assertThat(verdict(token)).isEqualTo("accepted");
    now = NOW.plus(Tokens.LIFE_MAX);
    assertThat(verdict(token)).isEqualTo("token_expired");
    assertThat(with(same -> same)).isEqualTo("token_expired");
  }

  @Test
  void oneOfTomorrowIsNotGoodToday() {
    now = NOW.minus(Duration.ofSeconds(5));
    assertThat(with(same -> same)).isEqualTo("accepted");
    now = NOW.minus(Duration.ofSeconds(6));
    assertThat(with(same -> same.replace("admin", "member"))).isEqualTo("unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "HS256", "RS384", "RS512", "PS256", "ES256"})
  void noOtherAlgorithmIsAccepted(String algorithm) {
    assertThat(withHeader(header().replace("RS256", algorithm))).isEqualTo("unauthenticated");
    var bare = part(header().replace("RS256", algorithm)) + "." + part(claims(same -> same)) + ".";
    assertThat(verdict(bare)).isEqualTo("unauthenticated");
  }

  @Test
  void thePublicKeyIsNoSharedSecret() throws Exception {
    var text = part(header().replace("RS256", "HS256")) + "." + part(claims(same -> same));
    for (var secret :
        new byte[][] {
          KEY.jwk().toPublicKey().getEncoded(),
          KEY.publicHalf().json().getBytes(StandardCharsets.UTF_8)
        }) {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      var forged = text + "." + encode(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
      assertThat(verdict(forged)).isEqualTo("unauthenticated");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"jku\":\"https://evil.example.org/keys\"",
        "\"x5u\":\"https://evil.example.org/keys\"",
        "\"x5c\":[\"AAAA\"]",
        "\"crit\":[\"exp\"]",
        "\"b64\":false",
        "\"zip\":\"DEF\"",
        "\"cty\":\"JWT\"",
        "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}"
      })
  void aHeaderPointsToNoOtherKeyAndAsksForNothing(String extra) {
    assertThat(withHeader(header().replace("}", "," + extra + "}"))).isEqualTo("unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../dev/null",
        "' or '1'='1",
        "",
        "*",
        "%00",
        "unknown",
        "https://evil.example.org"
      })
  void aKeysNameIsMatchedExactly(String id) {
    assertThat(withHeader(header().replace(KEY.id(), id))).isEqualTo("unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "refresh+jwt", "logout+jwt", "AT+JWT"})
  void aTokenOfAnotherTypeIsNoAccessToken(String type) {
    assertThat(withHeader(header().replace("at+jwt", type))).isEqualTo("unauthenticated");
    assertThat(withHeader(header().replace("\"typ\":\"at+jwt\",", "")))
        .isEqualTo("unauthenticated");
  }

  @Test
  void aTokenForAnotherHouseIsRefused() {
    assertThat(with(c -> c.replace(ISSUER, ISSUER + "/"))).isEqualTo("unauthenticated");
    assertThat(with(c -> c.replace("\"aud\":\"parley\"", "\"aud\":\"other\"")))
        .isEqualTo("unauthenticated");
    assertThat(with(c -> c.replace("\"aud\":\"parley\"", "\"aud\":[\"parley\",\"other\"]")))
        .isEqualTo("unauthenticated");
    assertThat(with(c -> c.replace("\"aud\":\"parley\",", ""))).isEqualTo("unauthenticated");
  }

  @Test
  void aTokenWithoutItsBoundsIsRefused() {
    assertThat(with(c -> c.replaceAll(",\"exp\":\\d+", ""))).isEqualTo("unauthenticated");
    assertThat(with(c -> c.replaceAll(",\"nbf\":\\d+", ""))).isEqualTo("unauthenticated");
    assertThat(with(c -> c.replaceAll(",\"iat\":\\d+", ""))).isEqualTo("unauthenticated");
    long late = NOW.getEpochSecond() + 901;
    assertThat(with(c -> c.replaceAll("\"exp\":\\d+", "\"exp\":" + late)))
        .isEqualTo("unauthenticated");
    assertThat(with(c -> c.replaceAll("\"exp\":\\d+", "\"exp\":\"soon\"")))
        .isEqualTo("unauthenticated");
  }

  @Test
  void aTokenThatNamesNobodyIsRefused() {
    for (var claim : new String[] {"sub", "tid", "sid", "role"}) {
      assertThat(with(c -> c.replaceAll("\"" + claim + "\":\"[^\"]*\",", "")))
          .isNotEqualTo("accepted");
      assertThat(with(c -> c.replaceAll("\"" + claim + "\":\"[^\"]*\"", "\"" + claim + "\":\"x\"")))
          .isEqualTo("unauthenticated");
    }
  }

  @Test
  void aChangedTokenIsRefused() {
    var parts = tokens.issue(actor).token().reveal().split("\\.");
    var other = tokens.issue(new Actor(actor.tenant(), UserId.next(), actor.session(), Role.OWNER));
    var othersClaims = other.token().reveal().split("\\.")[1];
    assertThat(verdict(parts[0] + "." + othersClaims + "." + parts[2]))
        .isEqualTo("unauthenticated");
    assertThat(verdict(signed(header(), claims(same -> same), OTHER))).isEqualTo("unauthenticated");
    assertThat(verdict(parts[0] + "." + parts[1] + "." + encode(new byte[256])))
        .isEqualTo("unauthenticated");
  }

  @Test
  void aTokenHasOneFormAlone() {
    var token = tokens.issue(actor).token().reveal();
    assertThat(verdict(token)).isEqualTo("accepted");
    // The last character of 256 bytes carries four bits to spare.
    char last = token.charAt(token.length() - 1);
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    var twin = token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) ^ 1);
    assertThat(verdict(twin)).isEqualTo("unauthenticated");
    for (var other :
        new String[] {
          token + "=", token + "==", " " + token, token + "\n", token + ".", "." + token
        }) {
      assertThat(verdict(other)).as(other).isEqualTo("unauthenticated");
    }
    assertThat(verdict(token.replace('-', '+').replace('_', '/') + "+"))
        .isEqualTo("unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "bearer", "e30.e30.e30", "....", "null"})
  void nonsenseIsRefused(String token) {
    assertThat(verdict(token)).isEqualTo("unauthenticated");
    assertThat(verdict("x".repeat(SignedTokens.LENGTH_MAX + 1))).isEqualTo("unauthenticated");
  }

  @Test
  void aRefusalSaysNothingOfTheToken() {
    var refused = catchThrowableOfType(Refused.class, () -> tokens.verify("secret.secret.secret"));
    assertThat(refused.getMessage()).doesNotContain("secret");
  }
}
