package dev.parley.crdt.codec;

import org.jspecify.annotations.Nullable;

/// The first format: one thing after the other.
final class UpdateDecoderV1 implements StructDecoder {
  private final ByteReader bytes;
  private final Limits.Budget budget;

  UpdateDecoderV1(byte[] bytes, Limits limits) {
    this.bytes = new ByteReader(bytes);
    budget = new Limits.Budget(limits, bytes.length);
  }

  /// A number that may not exceed the largest clock.
  static long bounded(long value) {
    if (value > Limits.CLOCK_MAX) throw tooLarge(value);
    return value;
  }

  static MalformedUpdate tooLarge(long clock) {
    return new MalformedUpdate(MalformedUpdate.Reason.CLOCK_TOO_LARGE, "no clock: " + clock);
  }

  @Override
  public long readVarUint() {
    return bytes.readVarUint();
  }

  @Override
  public long readClient() {
    budget.client();
    return bytes.readVarUint();
  }

  @Override
  public int readInfo() {
    budget.struct();
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
  public String readName() {
    return budget.name(bytes.readVarString());
  }

  @Override
  public String readKey() {
    return budget.name(bytes.readVarString());
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
  public void skipLeftId() {
    bytes.readVarUint();
    bounded(bytes.readVarUint());
  }

  @Override
  public void skipRightId() {
    skipLeftId();
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
  public void resetDeleteSet() {
    budget.client();
  }

  @Override
  public long readDeleteClock() {
    budget.range();
    return bounded(bytes.readVarUint());
  }

  @Override
  public long readDeleteLength() {
    return bounded(bytes.readVarUint());
  }
}
