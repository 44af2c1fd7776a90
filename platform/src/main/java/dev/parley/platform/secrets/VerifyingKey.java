package dev.parley.platform.secrets;

import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.stream.Collectors;

/// The public half of a signing key.
public final class VerifyingKey {
  private final RSAKey key;

  VerifyingKey(RSAKey key) {
    this.key = key;
  }

  /// Reads what [#json()] gave.
  public static VerifyingKey of(String json) {
    try {
      return new VerifyingKey(RSAKey.parse(json).toPublicJWK());
    } catch (ParseException e) {
      throw new IllegalStateException("Not a public key", e);
    }
  }

  public String id() {
    return key.getKeyID();
  }

  /// As a JWK.
  public String json() {
    return key.toJSONString();
  }

  /// A JWK set, as JSON.
  public static String set(List<VerifyingKey> keys) {
    return keys.stream()
        .map(VerifyingKey::json)
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  RSAKey jwk() {
    return key;
  }

  @Override
  public String toString() {
    return id();
  }
}
