package dev.parley.platform.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A text that must not be seen: it is never printed, and compared in constant time.
public final class Secret {
  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /// The text itself, for the one call that needs it.
  public String reveal() {
    return text;
  }

  public boolean matches(String other) {
    return MessageDigest.isEqual(bytes(text), bytes(other));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && matches(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "[secret]";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
