package dev.parley.gateway.front;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Looks at the start of a connection without consuming it, and no further than it must.
final class Head {
  enum Kind {
    /// Too little has come to tell.
    UNDECIDED,
    /// A whole head that asks for a WebSocket at the path.
    WEBSOCKET,
    /// Anything else, well-formed or not.
    OTHER
  }

  private static final int END_BYTES = 4;

  private Head() {}

  /// @param line how a request line for the path begins
  static Kind kind(ByteBuf received, String line) {
    int start = received.readerIndex();
    int length = received.readableBytes();
    for (int i = 0; i < Math.min(length, line.length()); i++) {
      if (received.getByte(start + i) != line.charAt(i)) return Kind.OTHER;
    }
    if (length <= line.length()) return Kind.UNDECIDED;
    byte after = received.getByte(start + line.length());
    if (after != ' ' && after != '?') return Kind.OTHER;
    int end = end(received);
    if (end < 0) return length < FrontLimits.HEAD_BYTES_MAX ? Kind.UNDECIDED : Kind.OTHER;
    return asksForWebSocket(received, start, end) ? Kind.WEBSOCKET : Kind.OTHER;
  }

  /// Where the empty line begins, or -1.
  private static int end(ByteBuf received) {
    int last = received.writerIndex() - END_BYTES;
    for (int i = received.readerIndex(); i <= last; i++) {
      if (received.getByte(i) == '\r'
          && received.getByte(i + 1) == '\n'
          && received.getByte(i + 2) == '\r'
          && received.getByte(i + 3) == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// Whether a line reads `Upgrade: …websocket…`; the handshake checks the rest.
  private static boolean asksForWebSocket(ByteBuf received, int start, int end) {
    var head = received.toString(start, end - start, StandardCharsets.ISO_8859_1);
    return head.lines()
        .skip(1)
        .filter(line -> AsciiString.regionMatches(line, true, 0, "upgrade:", 0, 8))
        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("websocket"));
  }
}
