package dev.parley.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What [EnvelopeScanner] made of a frame.
public sealed interface Scanned {

  /// A command. Its payload is a JSON object between two offsets of the frame's bytes; both are 0
  /// when the frame has none.
  record Envelope(Optional<String> id, String type, int payloadStart, int payloadEnd)
      implements Scanned {

    /// The payload as text, `{}` when the frame has none. It is valid JSON within the limits.
    ///
    /// @param frame the bytes that were scanned
    public String payload(byte[] frame) {
      return payloadEnd == 0
          ? "{}"
          : new String(frame, payloadStart, payloadEnd - payloadStart, StandardCharsets.UTF_8);
    }
  }

  /// A JSON object with a `type`, yet one of its fields is not as it should be: answer `invalid`.
  record Unfit(Optional<String> id, String field, String detail) implements Scanned {}

  /// Not a command at all: answer and close with [CloseCode#MALFORMED].
  record Malformed(String reason) implements Scanned {}
}
