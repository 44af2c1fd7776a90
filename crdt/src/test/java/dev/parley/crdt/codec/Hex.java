package dev.parley.crdt.codec;

import java.util.HexFormat;

/// Bytes as text, where spaces may stand between parts.
final class Hex {
  private Hex() {}

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
