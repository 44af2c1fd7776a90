package dev.parley.crdt.codec;

/// Reads numbers and ranges of clocks. Throws [MalformedUpdate] as a [StructDecoder] does.
public interface RangeDecoder {
  /// Of the stream that all else is read from: numbers of clients and structs, first clocks,
  /// lengths of holes.
  long readVarUint();

  /// The next client's ranges begin.
  void resetDeleteSet();

  long readDeleteClock();

  long readDeleteLength();
}
