package dev.parley.crdt.codec;

import org.jspecify.annotations.Nullable;

/// Reads the parts of structs and delete sets from an update, in the order in which the format has
/// them. Every method throws [MalformedUpdate] when the bytes are not what they should be or exceed
/// a limit, and none allocates what an unchecked number asks for. Belongs to one thread.
public interface StructDecoder extends RangeDecoder {
  long readClient();

  int readInfo();

  Id readLeftId();

  Id readRightId();

  /// Whether the parent is a root, named by a string; else it is an item, named by its id.
  boolean readParentIsRoot();

  String readString();

  /// The name of a root, or a key.
  String readName();

  /// A name that is repeated a lot: of an XML element or of a format.
  String readKey();

  int readTypeRef();

  /// How many elements a struct has.
  long readLength();

  /// A value: null, [Undefined], Boolean, Long, Double, BigInteger of 64 bits, String, byte array,
  /// List, or Map in the order of its keys. A number is a Long if it is whole, safe and not `-0`.
  @Nullable Object readAny();

  /// A value that one format has as JSON text and the other as a value.
  @Nullable Object readJson();

  byte[] readBuffer();

  void skipLeftId();

  void skipRightId();

  /// Passes a string by and returns its UTF-16 length.
  long skipString();

  void skipAny();

  void skipJson();

  void skipBuffer();
}
