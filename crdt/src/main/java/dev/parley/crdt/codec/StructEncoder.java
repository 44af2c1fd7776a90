package dev.parley.crdt.codec;

import org.jspecify.annotations.Nullable;

/// Writes what a [StructDecoder] reads, in the same order, byte for byte as Yjs 13.6 does. Belongs
/// to one thread.
public interface StructEncoder extends RangeEncoder {
  void writeClient(long client);

  void writeInfo(int info);

  void writeLeftId(Id id);

  void writeRightId(Id id);

  void writeParentIsRoot(boolean root);

  void writeString(String text);

  void writeKey(String key);

  void writeTypeRef(int ref);

  void writeLength(long length);

  void writeAny(@Nullable Object value);

  void writeJson(@Nullable Object value);

  void writeBuffer(byte[] bytes);
}
