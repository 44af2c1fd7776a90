package dev.parley.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JOSEException;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// Access tokens: what nobody signed is refused, and of what our own key signed only the plainest
/// form is taken.
class TokenFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-21T06:30:00Z");
  private static final String ISSUER = "https://parley.example.org";
  private static final Set<String> REFUSED = Set.of("unauthenticated", "token_expired");
  private static final SigningKey KEY = SigningKey.generate();
  private static final KeyRing ONE_KEY =
      new KeyRing() {
        @Override
        public SigningKey signing() {
          return KEY;
        }

        @Override
        public Optional<VerifyingKey> verifying(String id) {
          return Optional.of(KEY.publicHalf()).filter(key -> key.id().equals(id));
        }
      };
  private static final Tokens TOKENS = new Tokens(ISSUER, ONE_KEY, () -> NOW);

  @FuzzTest
  void nothingUnsignedIsTaken(byte[] bytes) {
    assertThat(taken(new String(bytes, StandardCharsets.ISO_8859_1))).isFalse();
  }

  /// Header and claims, parted by a line's end; `KID` stands for the key's name.
  @FuzzTest
  void whatIsSignedIsTakenInOneFormOnly(byte[] bytes) throws GeneralSecurityException {
    var lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
    if (lines.length < 2) return;
    var header = lines[0].replace("KID", KEY.id());
    if (!taken(signed(header, lines[1]))) return;
    var head = Json.tree(header);
    assertThat(head.path("alg").asString()).isEqualTo("RS256");
    assertThat(head.path("typ").asString()).isEqualToIgnoringCase("at+jwt");
    assertThat(head.propertyNames()).containsExactlyInAnyOrder("alg", "typ", "kid");
    var claims = Json.tree(lines[1]);
    assertThat(claims.path("iss").asString()).isEqualTo(ISSUER);
    assertThat(claims.path("exp").asLong()).isGreaterThan(NOW.getEpochSecond());
  }

  private static boolean taken(String token) {
    try {
      TOKENS.verify(token);
      return true;
    } catch (Refused refused) {
      assertThat(refused.problem().code()).isIn(REFUSED);
      return false;
    }
  }

  private static String signed(String header, String claims) throws GeneralSecurityException {
    try {
      var text = part(header.getBytes(StandardCharsets.UTF_8)) + '.';
      text += part(claims.getBytes(StandardCharsets.UTF_8));
      var rsa = Signature.getInstance("SHA256withRSA");
      rsa.initSign(KEY.jwk().toPrivateKey());
      rsa.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + '.' + part(rsa.sign());
    } catch (JOSEException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
