package dev.parley.crdt.sync;

import dev.parley.crdt.codec.ByteReader;
import dev.parley.crdt.codec.ByteWriter;
import dev.parley.crdt.codec.Json;
import dev.parley.crdt.codec.MalformedUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// States of clients on their way to other peers.
public record AwarenessUpdate(List<Entry> entries) {
  /// How many clients one update may be about.
  public static final int ENTRIES_MAX = 10_000;

  /// How many bytes an update may have.
  public static final int BYTES_MAX = 4 << 20;

  /// How many bytes a state may have as JSON.
  public static final int STATE_BYTES_MAX = 64 << 10;

  /// Bytes that the shortest entry has: a client, a clock, a string that is not empty.
  private static final int ENTRY_BYTES_MIN = 4;

  private static final String GONE = "null";

  public AwarenessUpdate {
    entries = List.copyOf(entries);
  }

  /// @param clock counts the states of the client
  /// @param state JSON; absent when the client is gone
  public record Entry(long client, long clock, Optional<String> state) {}

  /// Reads an update as a whole; every state in it is JSON.
  public static AwarenessUpdate decode(byte[] bytes) {
    if (bytes.length > BYTES_MAX) throw new MalformedUpdate("an awareness update is too large");
    var reader = new ByteReader(bytes);
    int count = reader.readCount(ENTRY_BYTES_MIN);
    if (count > ENTRIES_MAX) throw new MalformedUpdate("too many states: " + count);
    var entries = new ArrayList<Entry>(count);
    for (int i = 0; i < count; i++) entries.add(entry(reader));
    if (!reader.isEmpty()) throw new MalformedUpdate("something follows an awareness update");
    return new AwarenessUpdate(entries);
  }

  private static Entry entry(ByteReader reader) {
    long client = reader.readVarUint();
    long clock = reader.readVarUint();
    int before = reader.remaining();
    var state = reader.readVarString();
    if (before - reader.remaining() > STATE_BYTES_MAX) {
      throw new MalformedUpdate("a state is too large");
    }
    boolean gone = state.equals(GONE) || Json.parse(state) == null;
    return new Entry(client, clock, gone ? Optional.empty() : Optional.of(state));
  }

  public byte[] encode() {
    var writer = new ByteWriter();
    writer.writeVarUint(entries.size());
    for (var entry : entries) {
      writer.writeVarUint(entry.client);
      writer.writeVarUint(entry.clock);
      writer.writeVarString(entry.state.orElse(GONE));
    }
    return writer.toBytes();
  }
}
