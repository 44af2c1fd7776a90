package dev.parley.bench.workload;

import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// What B4 reads: a paper as it was typed, and the bytes that Yjs made of it.
///
/// @param trace the edits
/// @param folder where Yjs left its bytes
record Paper(Path trace, Path folder) {
  /// Deletes and inserts at a place.
  record Patch(int at, int deleted, String inserted) {}

  List<Patch> patches() {
    var patches = new ArrayList<Patch>();
    try (var in = new GZIPInputStream(Files.newInputStream(trace))) {
      for (var transaction : Json.mapper().readTree(in).get("txns").values()) {
        for (var it : transaction.get("patches").values()) {
          patches.add(
              new Patch(it.get(0).intValue(), it.get(1).intValue(), it.get(2).stringValue()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return patches;
  }

  byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An update for each edit.
  List<byte[]> updates() {
    var file = ByteBuffer.wrap(bytes("updates")).order(ByteOrder.LITTLE_ENDIAN);
    var updates = new ArrayList<byte[]>();
    while (file.hasRemaining()) {
      var update = new byte[file.getInt()];
      file.get(update);
      updates.add(update);
    }
    return updates;
  }

  static byte[] joined(List<byte[]> updates) {
    int size = updates.stream().mapToInt(update -> Integer.BYTES + update.length).sum();
    var file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (var update : updates) file.putInt(update.length).put(update);
    return file.array();
  }
}
