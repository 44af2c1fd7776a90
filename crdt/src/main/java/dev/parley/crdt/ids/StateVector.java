package dev.parley.crdt.ids;

import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.MalformedUpdate.Reason;
import dev.parley.crdt.codec.RangeDecoder;
import dev.parley.crdt.codec.RangeEncoder;
import dev.parley.crdt.codec.UpdateFormat;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How much of every client is known: all of its elements before a clock. Cannot change.
public final class StateVector {
  public static final StateVector EMPTY = new StateVector(new TreeMap<>());

  /// The largest client first. No clock is zero.
  private final SortedMap<Long, Long> clocks;

  private StateVector(SortedMap<Long, Long> clocks) {
    this.clocks = clocks;
  }

  /// Of clients and their clocks, of which those that are zero say nothing.
  public static StateVector of(Map<Long, Long> clocks) {
    var positive = new TreeMap<Long, Long>(Collections.reverseOrder());
    clocks.forEach((client, clock) -> {
      if (clock > 0) positive.put(client, clock);
    });
    return new StateVector(positive);
  }

  /// Reads a state vector, which has the same bytes in either format. Throws [MalformedUpdate].
  public static StateVector decode(byte[] bytes) {
    return read(UpdateFormat.V1.rangeDecoder(bytes));
  }

  public static StateVector read(RangeDecoder decoder) {
    var clocks = new TreeMap<Long, Long>(Collections.reverseOrder());
    for (var left = decoder.readVarUint(); left > 0; left--) {
      var client = decoder.readVarUint();
      var clock = decoder.readVarUint();
      if (clock > Limits.CLOCK_MAX)
        throw new MalformedUpdate(Reason.CLOCK_TOO_LARGE, "no clock: " + clock);
      if (clock > 0) clocks.put(client, clock);
    }
    return new StateVector(clocks);
  }

  public byte[] encode() {
    var encoder = UpdateFormat.V1.rangeEncoder();
    write(encoder);
    return encoder.toBytes();
  }

  public void write(RangeEncoder encoder) {
    encoder.writeVarUint(clocks.size());
    clocks.forEach((client, clock) -> {
      encoder.writeVarUint(client);
      encoder.writeVarUint(clock);
    });
  }

  /// The first clock of the client that is not known, zero for an unknown client.
  public long clock(long client) {
    return clocks.getOrDefault(client, 0L);
  }

  /// The known clients with their clocks, the largest client first.
  public Map<Long, Long> clocks() {
    return Collections.unmodifiableMap(clocks);
  }

  /// Whether this knows all that the other one knows.
  public boolean covers(StateVector other) {
    return other.clocks.entrySet().stream()
        .allMatch(entry -> clock(entry.getKey()) >= entry.getValue());
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof StateVector other && clocks.equals(other.clocks);
  }

  @Override
  public int hashCode() {
    return clocks.hashCode();
  }

  @Override
  public String toString() {
    return clocks.toString();
  }
}
