package dev.parley.gateway.fanout;

import io.netty.util.concurrent.FastThreadLocal;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/// Compresses one message on its own, as permessage-deflate without context takeover wants it (RFC
/// 7692, section 7.2.1). One deflater a thread, none a connection.
final class Deflation {
  /// JSON of this size gains little from a higher level, and pays for it.
  private static final int LEVEL = 3;

  private static final int CHUNK_BYTES = 4_096;

  /// The empty block that ends a flush; the receiver puts it back.
  private static final int TAIL_BYTES = 4;

  private static final FastThreadLocal<Deflation> HERE =
      new FastThreadLocal<>() {
        @Override
        protected Deflation initialValue() {
          return new Deflation();
        }

        @Override
        protected void onRemoval(Deflation deflation) {
          deflation.deflater.end();
        }
      };

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final byte[] chunk = new byte[CHUNK_BYTES];

  private Deflation() {}

  static byte[] deflate(byte[] text) {
    return HERE.get().run(text);
  }

  private byte[] run(byte[] text) {
    var out = new ByteArrayOutputStream(text.length / 2);
    deflater.setInput(text);
    int length;
    do {
      length = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
      out.write(chunk, 0, length);
    } while (length == chunk.length);
    deflater.reset();
    var all = out.toByteArray();
    return Arrays.copyOf(all, all.length - TAIL_BYTES);
  }
}
