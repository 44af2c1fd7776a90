package dev.parley.gateway.websocket;

import dev.parley.protocol.Limits;

/// What messages a client may send.
///
/// @param bytes the longest message, and so the longest frame
/// @param frames most frames that one message may come in
/// @param binary whether messages of bytes are taken besides text
/// @param utf8 whether text is looked at here; else it is whoever reads it
record MessageRules(int bytes, int frames, boolean binary, boolean utf8) {
  /// Most frames that one message of a session may come in.
  static final int FRAMES_MAX = 1_024;

  /// Of sessions: the scanner of envelopes checks that text is UTF-8.
  static final MessageRules SESSION =
      new MessageRules(Limits.FRAME_BYTES_MAX, FRAMES_MAX, false, false);
}
