package dev.parley.bench.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// Cuts what one connection receives into messages (RFC 6455, the client's side, without
/// extensions). Whole frames are handed on where they lie in the read buffer; only what the end of
/// a buffer cuts in two, and messages of several frames, are copied.
public final class FrameParser {
  static final int MESSAGE_BYTES_MAX = 16 << 20;

  private static final int FIN = 0x8000;
  private static final int RESERVED = 0x7000;
  private static final int OPCODE = 0x0F00;
  private static final int CONTROL = 0x0800;
  private static final int MASKED = 0x0080;
  private static final int LENGTH = 0x007F;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int CONTINUATION = 0x0000;
  private static final int BINARY = 0x0200;
  private static final int CLOSE = 0x0800;
  private static final int PING = 0x0900;
  private static final int PONG = 0x0A00;
  private static final int CONTROL_BYTES_MAX = 125;
  private static final int NO_CODE = 1005;

  private final FrameSink sink;

  /// The beginning of a frame whose end has not come.
  private @Nullable ByteBuf begun;

  /// The frames so far of a message whose last has not come.
  private @Nullable ByteBuf fragments;

  public FrameParser(FrameSink sink) {
    this.sink = sink;
  }

  /// The peer does not speak RFC 6455.
  public static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    Fault(String reason) {
      super(reason, null, false, false);
    }
  }

  /// Takes all that is readable.
  public void read(ByteBuf bytes) {
    if (begun != null) complete(begun, bytes);
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (at < end) {
      int span = span(bytes, at, end - at);
      if (span > end - at) {
        begun = Unpooled.buffer(span).writeBytes(bytes, at, end - at);
        break;
      }
      frame(bytes, at, span);
      at += span;
    }
    bytes.readerIndex(end);
  }

  /// Adds to a frame that was begun, until it is whole or there is no more.
  private void complete(ByteBuf frame, ByteBuf more) {
    while (more.isReadable()) {
      int missing = span(frame, 0, frame.readableBytes()) - frame.readableBytes();
      frame.writeBytes(more, Math.min(missing, more.readableBytes()));
      int span = span(frame, 0, frame.readableBytes());
      if (span > frame.readableBytes()) continue;
      begun = null;
      frame(frame, 0, span);
      return;
    }
  }

  /// How long the frame is; while its header is not whole, how long the header is at least. So the
  /// frame is whole exactly when as many bytes are there.
  private static int span(ByteBuf bytes, int at, int available) {
    if (available < 2) return 2;
    int head = bytes.getUnsignedShort(at);
    int header = header(head);
    if (available < header) return header;
    long length =
        switch (header) {
          case 2 -> head & LENGTH;
          case 4 -> bytes.getUnsignedShort(at + 2);
          default -> bytes.getLong(at + 2);
        };
    if (length < 0 || length > MESSAGE_BYTES_MAX) throw new Fault("a frame of " + length);
    return header + (int) length;
  }

  private static int header(int head) {
    return switch (head & LENGTH) {
      case LENGTH_16 -> 4;
      case LENGTH_64 -> 10;
      default -> 2;
    };
  }

  private void frame(ByteBuf bytes, int at, int span) {
    int head = bytes.getUnsignedShort(at);
    if ((head & MASKED) != 0) throw new Fault("a masked frame from the server");
    if ((head & RESERVED) != 0) throw new Fault("a reserved bit is set");
    int header = header(head);
    int start = at + header;
    int length = span - header;
    if ((head & CONTROL) != 0) control(head, bytes, start, length);
    else data(head, bytes, start, length);
  }

  private void control(int head, ByteBuf bytes, int start, int length) {
    if ((head & FIN) == 0 || length > CONTROL_BYTES_MAX) throw new Fault("a long control frame");
    switch (head & OPCODE) {
      case PING -> sink.ping(bytes, start, length);
      case PONG -> {}
      case CLOSE -> {
        if (length < 2) sink.closed(NO_CODE, "");
        else {
          var reason = bytes.toString(start + 2, length - 2, UTF_8);
          sink.closed(bytes.getUnsignedShort(start), reason);
        }
      }
      default -> throw new Fault("an unknown control frame");
    }
  }

  private void data(int head, ByteBuf bytes, int start, int length) {
    int opcode = head & OPCODE;
    if (opcode > BINARY) throw new Fault("an unknown frame");
    if ((opcode == CONTINUATION) != (fragments != null)) throw new Fault("a fragment astray");
    boolean last = (head & FIN) != 0;
    if (last && fragments == null) sink.message(bytes, start, length);
    else fragment(bytes, start, length, last);
  }

  private void fragment(ByteBuf bytes, int start, int length, boolean last) {
    var message = fragments == null ? Unpooled.buffer(length) : fragments;
    if (message.readableBytes() + length > MESSAGE_BYTES_MAX) throw new Fault("a long message");
    message.writeBytes(bytes, start, length);
    fragments = last ? null : message;
    if (last) sink.message(message, 0, message.readableBytes());
  }
}
