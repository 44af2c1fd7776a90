package dev.parley.crdt.codec;

/// Writes what a [RangeDecoder] reads. Belongs to one thread.
public interface RangeEncoder {
  void writeVarUint(long value);

  void resetDeleteSet();

  void writeDeleteClock(long clock);

  /// At least one: one of the formats has no empty range.
  void writeDeleteLength(long length);

  /// All that was written. Nothing is written after it.
  byte[] toBytes();
}
