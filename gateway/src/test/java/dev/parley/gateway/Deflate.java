package dev.parley.gateway;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The client's side of frames and their compression.
final class Deflate {
  private Deflate() {}

  static byte[] frame(int first, byte[] payload) {
    var out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      out.write(0x80 | 126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    } else {
      out.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8)
        out.write((int) ((long) payload.length >> shift));
    }
    var mask = new byte[4];
    ThreadLocalRandom.current().nextBytes(mask);
    out.writeBytes(mask);
    for (int i = 0; i < payload.length; i++) out.write(payload[i] ^ mask[i & 3]);
    return out.toByteArray();
  }

  static byte[] deflate(byte[] text) {
    var deflater = new Deflater(9, true);
    deflater.setInput(text);
    var out = new ByteArrayOutputStream();
    var chunk = new byte[8_192];
    int length;
    do {
      length = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
      out.write(chunk, 0, length);
    } while (length == chunk.length);
    deflater.end();
    return Arrays.copyOf(out.toByteArray(), out.size() - 4);
  }

  /// Compressed to an end, with a final block.
  static byte[] finished(byte[] text) {
    var deflater = new Deflater(9, true);
    deflater.setInput(text);
    deflater.finish();
    var chunk = new byte[text.length + 100];
    int length = deflater.deflate(chunk);
    deflater.end();
    return Arrays.copyOf(chunk, length);
  }

  static byte[] inflate(byte[] bytes) {
    var inflater = new Inflater(true);
    var tailed = Arrays.copyOf(bytes, bytes.length + 4);
    tailed[bytes.length + 2] = (byte) 0xFF;
    tailed[bytes.length + 3] = (byte) 0xFF;
    inflater.setInput(tailed);
    var out = new ByteArrayOutputStream();
    var chunk = new byte[8_192];
    try {
      while (!inflater.needsInput()) out.write(chunk, 0, inflater.inflate(chunk));
    } catch (DataFormatException e) {
      throw new IllegalStateException(e);
    } finally {
      inflater.end();
    }
    return out.toByteArray();
  }
}
