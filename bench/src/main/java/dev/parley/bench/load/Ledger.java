package dev.parley.bench.load;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What each reader has seen of each stream: numbers from 0 upwards, each once, in order. A number
/// that is passed over is lost until it comes after all; one that was seen before is doubled.
final class Ledger {
  /// Most gaps that are remembered one by one.
  static final int MISSING_MAX = 1_000_000;

  private final int[] @Nullable [] next;
  private final int streams;
  private final Set<Sighting> missing = new HashSet<>();
  private long forgotten;
  private long doubled;
  private long late;

  private record Sighting(int reader, int stream, int number) {}

  Ledger(int readers, int streams) {
    next = new int[readers][];
    this.streams = streams;
  }

  void saw(int reader, int stream, int number) {
    var row = next[reader];
    if (row == null) {
      row = new int[streams];
      next[reader] = row;
    }
    if (number == row[stream]) row[stream] = number + 1;
    else irregular(row, new Sighting(reader, stream, number));
  }

  private void irregular(int[] row, Sighting seen) {
    int expected = row[seen.stream];
    if (seen.number > expected) {
      for (int n = expected; n < seen.number; n++) miss(new Sighting(seen.reader, seen.stream, n));
      row[seen.stream] = seen.number + 1;
    } else if (missing.remove(seen)) {
      late++;
    } else {
      doubled++;
    }
  }

  private void miss(Sighting sighting) {
    if (missing.size() < MISSING_MAX) missing.add(sighting);
    else forgotten++;
  }

  /// How many of the first `sent` numbers of a stream a reader has yet to see at its end.
  int behind(int reader, int stream, int sent) {
    var row = next[reader];
    return sent - (row == null ? 0 : row[stream]);
  }

  /// Passed over, and not seen since.
  long missing() {
    return missing.size() + forgotten;
  }

  long doubled() {
    return doubled;
  }

  /// Seen after a later one of the same stream.
  long late() {
    return late;
  }
}
