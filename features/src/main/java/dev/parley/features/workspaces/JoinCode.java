package dev.parley.features.workspaces;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// By which people join a workspace: 256 random bits, shown once.
///
/// @param text as base64url
public record JoinCode(String text) {
  /// Longest text that is looked at.
  public static final int LENGTH_MAX = 64;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  static JoinCode next() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new JoinCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// What is kept of it: its SHA-256, in hex.
  String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "JoinCode";
  }
}
