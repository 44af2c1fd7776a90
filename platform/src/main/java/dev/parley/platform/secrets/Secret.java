package dev.parley.platform.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Text that must not be seen: it is never printed, logged or written as JSON by accident. Equality
/// takes the same time wherever two differ.
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /// Gives the text away; to be called where it is used, and nowhere before.
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
