package dev.parley.platform.secrets;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;

/// A key pair for RS256, with a name. Prints as its name alone.
public final class SigningKey {
  private static final int BITS = 2048;

  private final RSAKey key;

  private SigningKey(RSAKey key) {
    this.key = key;
  }

  /// A new pair, named by its own thumbprint (RFC 7638).
  public static SigningKey generate() {
    try {
      return new SigningKey(
          new RSAKeyGenerator(BITS)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint(true)
              .generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("A signing key could not be made", e);
    }
  }

  /// Reads what [#export()] gave.
  public static SigningKey of(Secret exported) {
    try {
      return new SigningKey(RSAKey.parse(exported.reveal()));
    } catch (ParseException e) {
      throw new IllegalStateException("Not a signing key", e);
    }
  }

  /// Both halves, to be sealed.
  public Secret export() {
    return Secret.of(key.toJSONString());
  }

  public VerifyingKey publicHalf() {
    return new VerifyingKey(key.toPublicJWK());
  }

  /// The name, `kid` in a token.
  public String id() {
    return key.getKeyID();
  }

  RSAKey jwk() {
    return key;
  }

  @Override
  public String toString() {
    return id();
  }
}
