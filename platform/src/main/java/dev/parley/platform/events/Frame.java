package dev.parley.platform.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The UTF-8 bytes of one envelope, encoded once and shared by all who send it. Nobody changes the
/// array.
public final class Frame {
  private final byte[] bytes;

  public Frame(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The shared array itself, not a copy.
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame frame && Arrays.equals(bytes, frame.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
