package dev.parley.gateway.websocket;

import dev.parley.protocol.CloseCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads what a client gives as its reason to close (RFC 6455, sections 5.5.1 and 7.4).
final class CloseCodes {
  /// The payload is not one that a client may send.
  static final int INVALID = -1;

  private static final int CODE_BYTES = 2;

  private CloseCodes() {}

  /// The code; 1000 when none was given.
  static int read(byte[] payload) {
    if (payload.length == 0) return CloseCode.NORMAL.code();
    if (payload.length < CODE_BYTES) return INVALID;
    int code = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    return mayBeSent(code) && isUtf8(payload) ? code : INVALID;
  }

  private static boolean mayBeSent(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  private static boolean isUtf8(byte[] payload) {
    try {
      var reason = ByteBuffer.wrap(payload, CODE_BYTES, payload.length - CODE_BYTES);
      var _ = StandardCharsets.UTF_8.newDecoder().decode(reason);
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
