package dev.parley.crdt.codec;

import org.jspecify.annotations.Nullable;

/// The first format: one thing after the other.
final class UpdateDecoderV1 implements StructDecoder {
  private final ByteReader bytes;

  UpdateDecoderV1(byte[] bytes) {
    this.bytes = new ByteReader(bytes);
  }

  /// A number that may not exceed the largest clock.
  static long bounded(long value) {
    if (value > Limits.CLOCK_MAX) throw new MalformedUpdate("no clock or length: " + value);
    return value;
  }

  @Override
  public long readVarUint() {
    return bytes.readVarUint();
  }

  @Override
  public long readClient() {
    return bytes.readVarUint();
  }

  @Override
  public int readInfo() {
    return bytes.readByte();
  }

  @Override
  public Id readLeftId() {
    return new Id(bytes.readVarUint(), bounded(bytes.readVarUint()));
  }

  @Override
  public Id readRightId() {
    return readLeftId();
  }

  @Override
  public boolean readParentIsRoot() {
    var root = bytes.readVarUint();
    if (root > 1) throw new MalformedUpdate("a parent of unknown kind");
    return root == 1;
  }

  @Override
  public String readString() {
    return bytes.readVarString();
  }

  @Override
  public String readKey() {
    return bytes.readVarString();
  }

  @Override
  public int readTypeRef() {
    return (int) bounded(bytes.readVarUint());
  }

  @Override
  public long readLength() {
    return bounded(bytes.readVarUint());
  }

  @Override
  public @Nullable Object readAny() {
    return AnyValues.read(bytes);
  }

  @Override
  public @Nullable Object readJson() {
    return Json.parse(bytes.readVarString());
  }

  @Override
  public byte[] readBuffer() {
    return bytes.readVarBytes();
  }

  @Override
  public long skipString() {
    return bytes.skipVarString();
  }

  @Override
  public void skipAny() {
    AnyValues.skip(bytes);
  }

  @Override
  public void skipJson() {
    bytes.skipVarBytes();
  }

  @Override
  public void skipBuffer() {
    bytes.skipVarBytes();
  }

  @Override
  public void resetDeleteSet() {}

  @Override
  public long readDeleteClock() {
    return bounded(bytes.readVarUint());
  }

  @Override
  public long readDeleteLength() {
    return bounded(bytes.readVarUint());
  }
}
