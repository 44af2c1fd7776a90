package dev.parley.crdt.sync;

import dev.parley.crdt.codec.ByteWriter;
import java.util.Arrays;

/// A message that is an update.
abstract sealed class Carrier permits SyncMessage.Step2, SyncMessage.Update {
  private final long kind;
  private final byte[] update;

  Carrier(long kind, byte[] update) {
    this.kind = kind;
    this.update = update;
  }

  /// In format V1. Not copied, so nobody changes it.
  public byte[] update() {
    return update;
  }

  public void write(ByteWriter writer) {
    writer.writeVarUint(kind);
    writer.writeVarBytes(update);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Carrier other
        && kind == other.kind
        && Arrays.equals(update, other.update);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(update);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + " of " + update.length + " bytes";
  }
}
