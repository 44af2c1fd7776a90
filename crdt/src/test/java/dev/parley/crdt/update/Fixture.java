package dev.parley.crdt.update;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;

/// Updates of random histories, and what Yjs 13.6.33 made of them. Made once with Yjs itself.
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Fixture(
    String id,
    List<byte[]> updates,
    byte[] merged,
    byte[] mergedState,
    byte[] mergedV2,
    byte[] known,
    byte[] diff,
    byte[] state,
    byte[] stateV2,
    byte[] snapshot,
    byte[] snapshotV2) {
  static List<Fixture> all() {
    var mapper = new ObjectMapper();
    try (var lines = Fixture.class.getResourceAsStream("yjs-updates.jsonl")) {
      if (lines == null) throw new IllegalStateException("no fixtures");
      return Stream.of(new String(lines.readAllBytes(), UTF_8).split("\n", -1))
          .filter(line -> !line.isEmpty())
          .map(line -> mapper.readValue(line, Fixture.class))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
