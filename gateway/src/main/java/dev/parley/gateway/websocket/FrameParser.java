package dev.parley.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Cuts a client's bytes into frames (RFC 6455, section 5.2), and refuses what no client may send.
/// A frame that comes in one piece is read where it lies; of one that does not, what has come is
/// kept, and nothing is kept between frames. Belongs to one connection's loop.
final class FrameParser {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /// What a control frame may carry (RFC 6455, section 5.5).
  static final int CONTROL_BYTES_MAX = 125;

  private static final int HEADER_BYTES_MIN = 2;
  private static final int MASK_BYTES = 4;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;
  private static final int PIECE_BYTES_MIN = 256;
  private static final byte[] NOTHING = {};
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// Who hears of frames, in their order.
  interface Frames {
    /// A whole frame; the payload is unmasked and the listener's own.
    ///
    /// @param reserved the three reserved bits, the first of them as 4
    void frame(int opcode, boolean last, int reserved, byte[] payload);

    /// The bytes are no frame. Nothing more is heard.
    void malformed(String reason);

    /// A frame is longer than allowed. Nothing more is heard.
    void tooBig();
  }

  private final int payloadMax;
  private final Frames frames;
  private byte[] piece = NOTHING;
  private int pieceLength;
  private boolean over;

  /// @param payloadMax the longest payload of a frame, in bytes
  FrameParser(int payloadMax, Frames frames) {
    this.payloadMax = payloadMax;
    this.frames = frames;
  }

  /// Takes all that has come. Not from within a listener.
  void read(ByteBuf in) {
    while (!over && pieceLength > 0 && in.isReadable()) complete(in);
    while (!over && in.isReadable()) {
      if (parse(in)) continue;
      if (!over) keep(in, in.readableBytes());
    }
  }

  /// Hears no more.
  void stop() {
    over = true;
    piece = NOTHING;
    pieceLength = 0;
  }

  /// Bytes that are held for a frame that has not come whole.
  int keptBytes() {
    return piece.length;
  }

  /// Adds to the frame that has begun: first its header, which tells its length, then the rest.
  private void complete(ByteBuf in) {
    var begun = Unpooled.wrappedBuffer(piece, 0, pieceLength);
    long missing = Math.max(1, missing(begun));
    keep(in, (int) Math.min(missing, in.readableBytes()));
    if (over || !parse(Unpooled.wrappedBuffer(piece, 0, pieceLength))) return;
    piece = NOTHING;
    pieceLength = 0;
  }

  private void keep(ByteBuf in, int length) {
    int needed = pieceLength + length;
    if (needed > piece.length) {
      int most = payloadMax + LENGTH_64_BITS;
      int size = Math.min(Math.max(PIECE_BYTES_MIN, needed * 2), Math.max(most, needed));
      piece = Arrays.copyOf(piece, size);
    }
    in.readBytes(piece, pieceLength, length);
    pieceLength = needed;
  }

  /// How many bytes the header or, once that is known, the frame lacks; at most that many belong to
  /// it.
  private static long missing(ByteBuf in) {
    long readable = in.readableBytes();
    if (readable < HEADER_BYTES_MIN) return HEADER_BYTES_MIN - readable;
    int second = in.getByte(in.readerIndex() + 1);
    long header = headerLength(second);
    return readable < header ? header - readable : header + length(in, second) - readable;
  }

  private static int headerLength(int second) {
    int length = second & 0x7F;
    int more = length < LENGTH_16_BITS ? 0 : length == LENGTH_16_BITS ? 2 : 8;
    return HEADER_BYTES_MIN + more + MASK_BYTES;
  }

  private static long length(ByteBuf in, int second) {
    int start = in.readerIndex() + HEADER_BYTES_MIN;
    int length = second & 0x7F;
    if (length < LENGTH_16_BITS) return length;
    return length == LENGTH_16_BITS ? in.getUnsignedShort(start) : in.getLong(start);
  }

  /// Reads one frame if all of it is there. False, and nothing read, when it is not.
  private boolean parse(ByteBuf in) {
    int readable = in.readableBytes();
    if (readable < HEADER_BYTES_MIN) return false;
    int start = in.readerIndex();
    int first = in.getByte(start);
    int second = in.getByte(start + 1);
    if (!allowed(first, second)) return false;
    int header = headerLength(second);
    if (readable < header) return false;
    long length = length(in, second);
    if (!allowed(length, second & 0x7F) || readable < header + length) return false;
    int mask = in.getInt(start + header - MASK_BYTES);
    var payload = length == 0 ? NOTHING : new byte[(int) length];
    in.getBytes(start + header, payload);
    unmask(payload, mask);
    in.readerIndex(start + header + payload.length);
    frames.frame(first & 0x0F, first < 0, (first >> 4) & 0x07, payload);
    return true;
  }

  private boolean allowed(int first, int second) {
    int opcode = first & 0x0F;
    boolean control = opcode >= CLOSE;
    if (second >= 0) return malformed("A frame without a mask");
    if (opcode > PONG || (opcode > BINARY && !control)) return malformed("A reserved opcode");
    if (control && first >= 0) return malformed("A control frame in pieces");
    if (control && (second & 0x7F) > CONTROL_BYTES_MAX) return malformed("A long control frame");
    return true;
  }

  private boolean allowed(long length, int told) {
    if (length < 0) return malformed("A negative length");
    if (told == LENGTH_16_BITS && length < LENGTH_16_BITS) return malformed("A wide length");
    if (told == LENGTH_64_BITS && length <= 0xFFFF) return malformed("A wide length");
    if (length <= payloadMax) return true;
    stop();
    frames.tooBig();
    return false;
  }

  private boolean malformed(String reason) {
    stop();
    frames.malformed(reason);
    return false;
  }

  private static void unmask(byte[] payload, int mask) {
    long wide = ((long) mask << 32) | (mask & 0xFFFF_FFFFL);
    int i = 0;
    for (; i <= payload.length - Long.BYTES; i += Long.BYTES) {
      LONGS.set(payload, i, (long) LONGS.get(payload, i) ^ wide);
    }
    for (; i < payload.length; i++) payload[i] ^= (byte) (mask >> (24 - 8 * (i & 3)));
  }
}
