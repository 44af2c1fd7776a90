package dev.parley.crdt.ids;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.UpdateFormat;

/// What a document consisted of at one time.
///
/// @param deleted what had been deleted
/// @param state what had been inserted, deleted since or not
public record Snapshot(IdRanges deleted, StateVector state) {
  public static final Snapshot EMPTY = new Snapshot(IdRanges.NONE, StateVector.EMPTY);

  /// Throws [dev.parley.crdt.codec.MalformedUpdate].
  public static Snapshot decode(UpdateFormat format, byte[] bytes) {
    var decoder = format.rangeDecoder(bytes);
    return new Snapshot(IdRanges.read(decoder), StateVector.read(decoder));
  }

  public byte[] encode(UpdateFormat format) {
    var encoder = format.rangeEncoder();
    deleted.write(encoder);
    state.write(encoder);
    return encoder.toBytes();
  }

  /// Whether the element was there.
  public boolean isVisible(Id id) {
    return id.clock() < state.clock(id.client()) && !deleted.contains(id);
  }
}
