package dev.parley.gateway.websocket;

/// Checks UTF-8 (Unicode, table 3-7) that comes in pieces, so that what can never become valid is
/// known at its first wrong byte.
final class Utf8 {
  private int missing;
  private int low = 0x80;
  private int high = 0xBF;

  /// Whether this is valid, all of it.
  static boolean isValid(byte[] text) {
    var utf8 = new Utf8();
    return utf8.take(text) && utf8.missing == 0;
  }

  /// Takes the next piece; false when nothing that may follow could make it valid.
  boolean take(byte[] piece) {
    for (byte b : piece) {
      if (!take(b & 0xFF)) return false;
    }
    return true;
  }

  private boolean take(int b) {
    if (missing > 0) {
      boolean fits = b >= low && b <= high;
      missing--;
      low = 0x80;
      high = 0xBF;
      return fits;
    }
    if (b < 0x80) return true;
    if (b < 0xC2 || b > 0xF4) return false;
    missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
    return true;
  }
}
