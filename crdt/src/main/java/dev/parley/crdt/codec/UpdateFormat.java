package dev.parley.crdt.codec;

/// The two formats of updates. Providers speak the first; the second is smaller and for storage.
public enum UpdateFormat {
  V1,
  V2;

  /// Reads an update. The bytes are not copied and must not change meanwhile.
  public StructDecoder decoder(byte[] update) {
    return decoder(update, Limits.DEFAULT);
  }

  /// Reads an update within other limits.
  public StructDecoder decoder(byte[] update, Limits limits) {
    return switch (this) {
      case V1 -> new UpdateDecoderV1(update, limits);
      case V2 -> new UpdateDecoderV2(update, limits);
    };
  }

  public StructEncoder encoder() {
    return encoder(0);
  }

  /// Writes an update, with room for about so many structs from the start.
  public StructEncoder encoder(int structs) {
    return switch (this) {
      case V1 -> new UpdateEncoderV1(structs);
      case V2 -> new UpdateEncoderV2(structs);
    };
  }

  /// Reads what consists of ranges alone, which has no columns in either format.
  public RangeDecoder rangeDecoder(byte[] bytes) {
    return switch (this) {
      case V1 -> new UpdateDecoderV1(bytes, Limits.DEFAULT);
      case V2 -> new RangesV2.Reader(bytes, Limits.DEFAULT);
    };
  }

  /// Writes what consists of ranges alone.
  public RangeEncoder rangeEncoder() {
    return switch (this) {
      case V1 -> new UpdateEncoderV1(0);
      case V2 -> new RangesV2.Writer();
    };
  }
}
