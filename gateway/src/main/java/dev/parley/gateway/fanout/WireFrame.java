package dev.parley.gateway.fanout;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// One message for clients, in one frame (RFC 6455, section 5.2), shared by all who send it, on any
/// thread. Server frames carry no mask, so header and payload are the same bytes for every reader.
public final class WireFrame {
  /// A shorter frame is not worth compressing.
  static final int DEFLATE_BYTES_MIN = 512;

  private static final int TEXT = 0x81;
  private static final int BINARY = 0x82;
  private static final int COMPRESSED = 0x40;
  private static final int LENGTH_7_BITS_MAX = 125;
  private static final int LENGTH_16_BITS_MAX = 65_535;
  private static final byte[] NOT_WORTH_IT = {};

  private final byte[] text;
  private final byte first;
  private final boolean ephemeral;
  private volatile byte @Nullable [] deflated;

  private WireFrame(int first, byte[] text, boolean ephemeral) {
    this.first = (byte) first;
    this.text = text;
    this.ephemeral = ephemeral;
  }

  /// A frame that the reader must get, or be closed.
  public static WireFrame lasting(byte[] text) {
    return new WireFrame(TEXT, text, false);
  }

  /// A frame that may be dropped while it waits.
  public static WireFrame ephemeral(byte[] text) {
    return new WireFrame(TEXT, text, true);
  }

  /// Bytes that are no text.
  public static WireFrame binary(byte[] bytes) {
    return new WireFrame(BINARY, bytes, false);
  }

  boolean ephemeral() {
    return ephemeral;
  }

  /// The payload without a header: shared, not a copy.
  byte[] text() {
    return text;
  }

  /// Header and payload, as they are counted and written.
  public int length(boolean deflating) {
    int payload = payload(deflating).length;
    return payload + headerLength(payload);
  }

  public void writeTo(ByteBuf out, boolean deflating) {
    var payload = payload(deflating);
    out.writeByte(payload.length < text.length ? first | COMPRESSED : first);
    if (payload.length <= LENGTH_7_BITS_MAX) {
      out.writeByte(payload.length);
    } else if (payload.length <= LENGTH_16_BITS_MAX) {
      out.writeByte(126).writeShort(payload.length);
    } else {
      out.writeByte(127).writeLong(payload.length);
    }
    out.writeBytes(payload);
  }

  private static int headerLength(int payload) {
    if (payload <= LENGTH_7_BITS_MAX) return 2;
    return payload <= LENGTH_16_BITS_MAX ? 4 : 10;
  }

  private byte[] payload(boolean deflating) {
    if (!deflating || text.length < DEFLATE_BYTES_MIN) return text;
    var made = deflated;
    if (made == null) made = deflateOnce();
    return made.length == 0 ? text : made;
  }

  private synchronized byte[] deflateOnce() {
    var made = deflated;
    if (made == null) {
      var smaller = Deflation.deflate(text);
      made = smaller.length < text.length ? smaller : NOT_WORTH_IT;
      deflated = made;
    }
    return made;
  }
}
