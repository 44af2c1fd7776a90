package dev.parley.e2e.faults;

import dev.parley.e2e.history.Operation;
import dev.parley.e2e.history.Operation.Phase;
import dev.parley.e2e.history.Operation.Verb;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// How long something took, many times over.
final class Latencies {
  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  static Latencies of(Collection<Duration> durations) {
    return of(durations.stream().mapToLong(Duration::toNanos));
  }

  private static Latencies of(LongStream nanos) {
    return new Latencies(nanos.sorted().toArray());
  }

  /// From the moment at which a message was sent until a subscriber was given it, for the messages
  /// that were sent between these moments of the history.
  static Latencies ofDelivery(List<Operation> history, long from, long to) {
    Map<String, Long> sent = new HashMap<>();
    var took = LongStream.builder();
    for (var operation : history) {
      if (operation.verb() == Verb.SEND && operation.phase() == Phase.INVOKE) {
        sent.put(operation.value(), operation.nanos());
      } else if (operation.verb() == Verb.POLL && operation.offset() != Operation.NONE) {
        long at = sent.getOrDefault(operation.value(), -1L);
        if (at >= from && at < to) took.add(operation.nanos() - at);
      }
    }
    return of(took.build());
  }

  /// From the moment at which a message was sent until it was acknowledged, for the messages that
  /// were sent between these moments of the history.
  static Latencies ofSending(List<Operation> history, long from, long to) {
    Map<String, Long> sent = new HashMap<>();
    var took = LongStream.builder();
    for (var operation : history) {
      if (operation.verb() != Verb.SEND) continue;
      if (operation.phase() == Phase.INVOKE) {
        sent.put(operation.value(), operation.nanos());
      } else if (operation.phase() == Phase.OK) {
        long at = sent.getOrDefault(operation.value(), -1L);
        if (at >= from && at < to) took.add(operation.nanos() - at);
      }
    }
    return of(took.build());
  }

  /// The median and the 95th percentile in milliseconds, for a table.
  String pair() {
    if (sorted.length == 0) return "    -      -   ";
    return "%5d  %6d  ".formatted(millis(50), millis(95));
  }

  /// Empty when nothing was measured.
  Optional<Duration> percentile(int percent) {
    return sorted.length == 0 ? Optional.empty() : Optional.of(at(percent));
  }

  private Duration at(int percent) {
    int index = Math.ceilDiv(sorted.length * percent, 100) - 1;
    return Duration.ofNanos(sorted[Math.max(0, index)]);
  }

  private long millis(int percent) {
    return at(percent).toMillis();
  }

  @Override
  public String toString() {
    if (sorted.length == 0) return "none";
    return "p50 %d p95 %d max %d ms of %d"
        .formatted(millis(50), millis(95), millis(100), sorted.length);
  }
}
