package dev.parley.features.identity;

import dev.parley.platform.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// What lets someone choose a first password: 256 random bits, shown once and used once.
///
/// @param invitation the token, as base64url
public record Invitation(UserId userId, String invitation) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 32;

  static Invitation of(UserId user) {
    var token = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(token);
    return new Invitation(user, Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  /// What is kept of a token: its SHA-256, in hex.
  static String hash(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Invitation[" + userId + "]";
  }
}
