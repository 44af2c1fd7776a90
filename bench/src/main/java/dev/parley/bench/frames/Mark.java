package dev.parley.bench.frames;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// What the generator writes into a message and looks for in what comes back: `@#` and 32
/// hexadecimal digits that hold the moment of the send, the stream (which publisher of a room) and
/// the message's number in that stream. It is plain text, so it survives every protocol.
public final class Mark {
  public static final int LENGTH = 34;

  /// Stands for a mark in the text that a [Template] is made from.
  public static final String PLACE = "@#" + "0".repeat(LENGTH - 2);

  /// Stands for how many messages of the stream there are with this one, in decimal digits after
  /// spaces, which JSON allows before a number.
  public static final String COUNT = "@=" + "0".repeat(8);

  private static final short START = 0x4023;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

  private Mark() {}

  public static void write(byte[] into, long clock, int stream, int number) {
    into[0] = '@';
    into[1] = '#';
    digits(into, 2, 16, clock);
    digits(into, 18, 8, stream);
    digits(into, 26, 8, number);
  }

  private static void digits(byte[] into, int at, int count, long value) {
    long rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      into[i] = DIGITS[(int) (rest & 15)];
      rest >>>= 4;
    }
  }

  /// Writes what [#COUNT] stands for.
  static void count(byte[] into, int number) {
    long rest = number + 1L;
    for (int i = into.length - 1; i >= 0; i--) {
      into[i] = rest == 0 ? (byte) ' ' : DIGITS[(int) (rest % 10)];
      rest /= 10;
    }
  }

  /// Whether a mark begins there; the caller knows that there are [#LENGTH] bytes.
  public static boolean isAt(ByteBuf bytes, int at) {
    return bytes.getShort(at) == START;
  }

  /// Where the first whole mark between two places begins, or -1.
  public static int find(ByteBuf bytes, int start, int end) {
    int last = end - LENGTH;
    int at = start;
    while (at <= last) {
      at = bytes.indexOf(at, last + 1, (byte) '@');
      if (at < 0) return -1;
      if (isAt(bytes, at)) return at;
      at++;
    }
    return -1;
  }

  /// Where a mark may begin that the end cuts off, or -1.
  public static int begun(ByteBuf bytes, int start, int end) {
    int at = start >= end ? -1 : bytes.indexOf(start, end, (byte) '@');
    while (at >= 0 && at + 1 < end && !isAt(bytes, at)) {
      at = at + 1 >= end ? -1 : bytes.indexOf(at + 1, end, (byte) '@');
    }
    return at;
  }

  public static long clock(ByteBuf bytes, int at) {
    return word(bytes.getLong(at + 2)) << 32 | word(bytes.getLong(at + 10));
  }

  public static int stream(ByteBuf bytes, int at) {
    return (int) word(bytes.getLong(at + 18));
  }

  public static int number(ByteBuf bytes, int at) {
    return (int) word(bytes.getLong(at + 26));
  }

  /// Eight hexadecimal digits at once.
  private static long word(long ascii) {
    long nibbles = (ascii & 0x0F0F0F0F0F0F0F0FL) + 9 * ((ascii >>> 6) & 0x0101010101010101L);
    long bytes = (nibbles | nibbles >>> 4) & 0x00FF00FF00FF00FFL;
    long pairs = (bytes | bytes >>> 8) & 0x0000FFFF0000FFFFL;
    return (pairs | pairs >>> 16) & 0xFFFFFFFFL;
  }
}
