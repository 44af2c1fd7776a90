package dev.parley.crdt.codec;

import org.jspecify.annotations.Nullable;

/// The first format: one thing after the other.
final class UpdateEncoderV1 implements StructEncoder {
  /// What a struct takes, mostly.
  private static final int STRUCT_BYTES = 24;

  private final ByteWriter bytes;

  UpdateEncoderV1(int structs) {
    bytes = ByteWriter.roomFor(structs, STRUCT_BYTES);
  }

  @Override
  public void writeVarUint(long value) {
    bytes.writeVarUint(value);
  }

  @Override
  public void writeClient(long client) {
    bytes.writeVarUint(client);
  }

  @Override
  public void writeInfo(int info) {
    bytes.writeByte(info);
  }

  @Override
  public void writeLeftId(Id id) {
    bytes.writeVarUint(id.client());
    bytes.writeVarUint(id.clock());
  }

  @Override
  public void writeRightId(Id id) {
    writeLeftId(id);
  }

  @Override
  public void writeParentIsRoot(boolean root) {
    bytes.writeVarUint(root ? 1 : 0);
  }

  @Override
  public void writeString(String text) {
    bytes.writeVarString(text);
  }

  @Override
  public void writeKey(String key) {
    bytes.writeVarString(key);
  }

  @Override
  public void writeTypeRef(int ref) {
    bytes.writeVarUint(ref);
  }

  @Override
  public void writeLength(long length) {
    bytes.writeVarUint(length);
  }

  @Override
  public void writeAny(@Nullable Object value) {
    AnyValues.write(bytes, value);
  }

  @Override
  public void writeJson(@Nullable Object value) {
    bytes.writeVarString(Json.text(value));
  }

  @Override
  public void writeBuffer(byte[] buffer) {
    bytes.writeVarBytes(buffer);
  }

  @Override
  public void resetDeleteSet() {}

  @Override
  public void writeDeleteClock(long clock) {
    bytes.writeVarUint(clock);
  }

  @Override
  public void writeDeleteLength(long length) {
    bytes.writeVarUint(length);
  }

  @Override
  public byte[] toBytes() {
    return bytes.toBytes();
  }
}
