package dev.parley.crdt.codec;

import java.util.Arrays;

/// Reads lib0's primitives from a part of an array that nobody changes meanwhile. Never reads past
/// its end, and never allocates more than it has bytes left. Belongs to one thread.
public final class ByteReader {
  /// What [#readVarInt] returns for JavaScript's `-0`.
  public static final long NEGATIVE_ZERO = Long.MIN_VALUE;

  private final byte[] bytes;
  private int at;
  private final int end;

  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ByteReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  public int remaining() {
    return end - at;
  }

  public boolean isEmpty() {
    return at == end;
  }

  /// From 0 to 255.
  public int readByte() {
    if (at == end) throw ended();
    return bytes[at++] & 0xFF;
  }

  /// From 0 to 2^53-1.
  public long readVarUint() {
    if (at < end && bytes[at] >= 0) return bytes[at++];
    return readGroups(0, 0);
  }

  /// From -(2^53-1) to 2^53-1, or [#NEGATIVE_ZERO].
  public long readVarInt() {
    var first = readByte();
    var magnitude = (long) (first & 0x3F);
    if ((first & 0x80) != 0) magnitude = readGroups(magnitude, 6);
    if ((first & 0x40) == 0) return magnitude;
    return magnitude == 0 ? NEGATIVE_ZERO : -magnitude;
  }

  private long readGroups(long low, int lowBits) {
    var value = low;
    for (var shift = lowBits; shift < 56; shift += 7) {
      var group = readByte();
      value |= (long) (group & 0x7F) << shift;
      if (group < 0x80) {
        if (value > Limits.SAFE_INTEGER_MAX) break;
        return value;
      }
    }
    throw new MalformedUpdate("a number exceeds 2^53-1");
  }

  /// How many things follow, each of which takes at least so many bytes.
  public int readCount(int bytesEach) {
    var count = readVarUint();
    if (count > remaining() / bytesEach) throw ended();
    return (int) count;
  }

  public long readLong() {
    long value = 0;
    for (var i = 0; i < Long.BYTES; i++) value = (value << 8) | readByte();
    return value;
  }

  public int readInt() {
    var value = 0;
    for (var i = 0; i < Integer.BYTES; i++) value = (value << 8) | readByte();
    return value;
  }

  public String readVarString() {
    var length = readCount(1);
    var text = Utf8.decode(bytes, at, length);
    at += length;
    return text;
  }

  public byte[] readVarBytes() {
    var length = readCount(1);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /// Passes by what has its length before it.
  public void skipVarBytes() {
    var length = readCount(1);
    at += length;
  }

  /// Passes a string by without checking it, and returns its UTF-16 length.
  public long skipVarString() {
    var length = readCount(1);
    at += length;
    return Utf8.units(bytes, at - length, length);
  }

  public void skip(int count) {
    if (count > remaining()) throw ended();
    at += count;
  }

  /// The next part, which has its length before it, as a reader of its own.
  public ByteReader readVarSlice() {
    var length = readCount(1);
    at += length;
    return new ByteReader(bytes, at - length, at);
  }

  private static MalformedUpdate ended() {
    return new MalformedUpdate("the bytes end too early");
  }
}
