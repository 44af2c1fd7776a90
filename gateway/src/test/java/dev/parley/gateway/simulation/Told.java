package dev.parley.gateway.simulation;

import dev.parley.gateway.simulation.time.Violation;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// One WebSocket message as a client gets it.
final class Told {
  private static final int TEXT = 0x81;
  private static final int COMPRESSED_TEXT = 0xC1;
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  private final byte[] text;

  private Told(byte[] text) {
    this.text = text;
  }

  /// The bytes of its payload.
  byte[] text() {
    return text;
  }

  /// Reads whole frames, which must fill the buffer.
  static List<Told> all(ByteBuf bytes) {
    List<Told> all = new ArrayList<>(1);
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (at < end) {
      int first = bytes.getUnsignedByte(at);
      int length = bytes.getUnsignedByte(at + 1);
      at += 2;
      if (length == 126) {
        length = bytes.getUnsignedShort(at);
        at += 2;
      } else if (length == 127) {
        length = Math.toIntExact(bytes.getLong(at));
        at += 8;
      }
      Violation.unless(at + length <= end, "A frame is cut");
      var text = new byte[length];
      bytes.getBytes(at, text);
      at += length;
      all.add(new Told(first == TEXT ? text : inflated(first, text)));
    }
    return all;
  }

  private static byte[] inflated(int first, byte[] text) {
    Violation.unless(first == COMPRESSED_TEXT, "Not a text frame:", first);
    var inflater = new Inflater(true);
    try {
      var whole = Arrays.copyOf(text, text.length + TAIL.length);
      System.arraycopy(TAIL, 0, whole, text.length, TAIL.length);
      inflater.setInput(whole);
      var out = new byte[1 << 21];
      return Arrays.copyOf(out, inflater.inflate(out));
    } catch (DataFormatException e) {
      throw new Violation("A frame cannot be inflated: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  @Override
  public String toString() {
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
