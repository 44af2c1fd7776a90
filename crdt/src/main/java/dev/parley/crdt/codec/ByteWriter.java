package dev.parley.crdt.codec;

import java.util.Arrays;

/// Writes lib0's primitives into an array that grows. Belongs to one thread.
public final class ByteWriter {
  private static final int CAPACITY_FIRST = 32;

  /// Most room that is made before anything is written.
  static final int ROOM_MAX = 1 << 20;

  /// Up to here the length of a text takes one byte, whatever is in it.
  private static final int SHORT_TEXT = 0x7F / 3;

  /// From here on the JDK's encoder is faster than a loop.
  private static final int LONG_TEXT = 256;

  private byte[] bytes;
  private int size;

  public ByteWriter() {
    this(CAPACITY_FIRST);
  }

  ByteWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /// For about so many values of some bytes each; more than [#ROOM_MAX] is not made at once.
  static ByteWriter roomFor(int values, int bytesEach) {
    return new ByteWriter(CAPACITY_FIRST + bytesEach * Math.min(values, ROOM_MAX / bytesEach));
  }

  public int size() {
    return size;
  }

  /// Of the value only the lowest 8 bits.
  public void writeByte(int value) {
    makeRoom(1);
    bytes[size++] = (byte) value;
  }

  /// From 0 to 2^53-1.
  public void writeVarUint(long value) {
    if (value < 0 || value > Limits.SAFE_INTEGER_MAX) throw outOfRange(value);
    makeRoom(8);
    writeGroups(value);
  }

  /// From -(2^53-1) to 2^53-1, or [ByteReader#NEGATIVE_ZERO].
  public void writeVarInt(long value) {
    if (value == ByteReader.NEGATIVE_ZERO) {
      writeSigned(0, true);
    } else {
      writeSigned(Math.abs(value), value < 0);
    }
  }

  /// A number whose sign means something even if it is zero.
  void writeSigned(long magnitude, boolean negative) {
    if (magnitude < 0 || magnitude > Limits.SAFE_INTEGER_MAX) throw outOfRange(magnitude);
    makeRoom(8);
    var more = magnitude > 0x3F ? 0x80 : 0;
    bytes[size++] = (byte) (more | (negative ? 0x40 : 0) | (magnitude & 0x3F));
    if (more != 0) writeGroups(magnitude >> 6);
  }

  private void writeGroups(long value) {
    var to = bytes;
    var at = size;
    var rest = value;
    for (; rest > 0x7F; rest >>>= 7) to[at++] = (byte) (0x80 | (rest & 0x7F));
    to[at++] = (byte) rest;
    size = at;
  }

  public void writeLong(long value) {
    makeRoom(Long.BYTES);
    for (var shift = 56; shift >= 0; shift -= 8) bytes[size++] = (byte) (value >> shift);
  }

  public void writeInt(int value) {
    makeRoom(Integer.BYTES);
    for (var shift = 24; shift >= 0; shift -= 8) bytes[size++] = (byte) (value >> shift);
  }

  /// Lone surrogates become U+FFFD.
  public void writeVarString(String text) {
    if (text.length() <= SHORT_TEXT) {
      writeShort(text);
      return;
    }
    if (text.length() >= LONG_TEXT) {
      writeVarBytes(Utf8.bytes(text));
      return;
    }
    var length = Utf8.length(text);
    writeVarUint(length);
    makeRoom(length);
    size = Utf8.encode(text, bytes, size);
  }

  private void writeShort(String text) {
    makeRoom(1 + 3 * SHORT_TEXT);
    var start = size + 1;
    var end = Utf8.encode(text, bytes, start);
    bytes[size] = (byte) (end - start);
    size = end;
  }

  public void writeVarBytes(byte[] part) {
    writeVarUint(part.length);
    writeBytes(part);
  }

  public void writeBytes(byte[] part) {
    makeRoom(part.length);
    System.arraycopy(part, 0, bytes, size, part.length);
    size += part.length;
  }

  /// All that the other has.
  void writeBytes(ByteWriter other) {
    makeRoom(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  /// All that the other has, with its length before it.
  void writeVarBytes(ByteWriter other) {
    writeVarUint(other.size);
    writeBytes(other);
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /// The same, for the last time: without a copy if there was room for no more.
  byte[] lastBytes() {
    return size == bytes.length ? bytes : toBytes();
  }

  /// How many bytes a number from zero takes.
  static int varUintBytes(int value) {
    return (31 - Integer.numberOfLeadingZeros(value | 1)) / 7 + 1;
  }

  private void makeRoom(int count) {
    if (bytes.length - size >= count) return;
    var needed = Math.addExact(size, count);
    var doubled = bytes.length < Integer.MAX_VALUE / 2 ? bytes.length * 2 : Integer.MAX_VALUE - 8;
    bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
  }

  private static IllegalArgumentException outOfRange(long value) {
    return new IllegalArgumentException("not within 2^53-1: " + value);
  }
}
