package dev.parley.bench.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.stream.IntStream;

/// A client's WebSocket frame, masked once, in which only the marks change from send to send.
public final class Template {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int PONG = 10;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int PAYLOAD_BYTES_MAX = 65_535;
  private static final byte[] KEY = {0x5A, (byte) 0xC3, 0x1B, (byte) 0x96};

  private final byte[] frame;

  /// Where the marks are, from the frame's start.
  private final int[] places;

  private final int[] counts;

  private final byte[] mark = new byte[Mark.LENGTH];
  private final byte[] count = new byte[Mark.COUNT.length()];
  private final int header;

  private Template(int opcode, byte[] payload) {
    if (payload.length > PAYLOAD_BYTES_MAX) throw new IllegalArgumentException("too long");
    header = payload.length < LENGTH_16 ? 6 : 8;
    frame = new byte[header + payload.length];
    frame[0] = (byte) (FIN | opcode);
    frame[1] = (byte) (MASKED | Math.min(payload.length, LENGTH_16));
    if (header == 8) {
      frame[2] = (byte) (payload.length >> 8);
      frame[3] = (byte) payload.length;
    }
    System.arraycopy(KEY, 0, frame, header - KEY.length, KEY.length);
    for (int i = 0; i < payload.length; i++) frame[header + i] = masked(payload[i], i);
    places = places(payload, Mark.PLACE);
    counts = places(payload, Mark.COUNT);
  }

  /// A text frame; every [Mark#PLACE] in it becomes a mark, every [Mark#COUNT] a number.
  public static Template text(String text) {
    return new Template(TEXT, text.getBytes(UTF_8));
  }

  /// A binary frame, of which each character is a byte.
  public static Template binary(String bytes) {
    return new Template(BINARY, bytes.getBytes(ISO_8859_1));
  }

  public static Template pong(byte[] payload) {
    return new Template(PONG, payload);
  }

  private static byte masked(byte plain, int place) {
    return (byte) (plain ^ KEY[place & 3]);
  }

  private int[] places(byte[] payload, String what) {
    var text = new String(payload, ISO_8859_1);
    return IntStream.range(0, payload.length)
        .filter(at -> text.startsWith(what, at))
        .map(at -> header + at)
        .toArray();
  }

  /// The frame as it is.
  public ByteBuf plain(ByteBufAllocator allocator) {
    return allocator.directBuffer(frame.length).writeBytes(frame);
  }

  /// The frame with its marks.
  public ByteBuf marked(ByteBufAllocator allocator, long clock, int stream, int number) {
    Mark.write(mark, clock, stream, number);
    write(mark, places);
    if (counts.length > 0) {
      Mark.count(count, number);
      write(count, counts);
    }
    return plain(allocator);
  }

  private void write(byte[] what, int[] where) {
    for (int place : where) {
      for (int i = 0; i < what.length; i++) frame[place + i] = masked(what[i], place - header + i);
    }
  }

  /// Text of a given length that begins with a mark: what a message carries.
  public static String content(int length) {
    return Mark.PLACE + "x".repeat(Math.max(0, length - Mark.LENGTH));
  }

  @Override
  public String toString() {
    var payload = new byte[frame.length - header];
    for (int i = 0; i < payload.length; i++) payload[i] = masked(frame[header + i], i);
    return new String(payload, US_ASCII);
  }
}
