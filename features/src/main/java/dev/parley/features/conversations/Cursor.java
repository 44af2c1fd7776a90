package dev.parley.features.conversations;

import dev.parley.protocol.Problem;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/// A place in the list of conversations, newest activity first: what comes after it is older, or as
/// old and of a lower id. Clients see it as opaque text.
record Cursor(Instant activeAt, UUID id) {
  private static final int BYTES = Long.BYTES + 2 * Long.BYTES;

  /// Before every conversation.
  static final Cursor START = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

  String text() {
    var bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(activeAt.toEpochMilli())
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  static Cursor parse(String text) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != BYTES) throw invalid();
      long millis = Math.clamp(bytes.getLong(), 0, START.activeAt.toEpochMilli());
      return new Cursor(Instant.ofEpochMilli(millis), new UUID(bytes.getLong(), bytes.getLong()));
    } catch (IllegalArgumentException _) {
      throw invalid();
    }
  }

  private static RuntimeException invalid() {
    return new Problem.Invalid("before", "Not a cursor of this list").refused();
  }
}
