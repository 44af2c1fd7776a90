package dev.parley.e2e.history;

import dev.parley.e2e.history.Anomaly.Kind;
import dev.parley.e2e.history.Operation.Verb;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one process is given of one conversation: every seq and every offset once, in order.
final class Stream {
  private final Consumer<Anomaly> found;
  private final Map<String, Operation> seen = new HashMap<>();
  private long lastSeq;
  private long lastOffset;
  private @Nullable Operation last;
  private @Nullable Operation recovered;

  Stream(Consumer<Anomaly> found) {
    this.found = found;
  }

  long lastSeq() {
    return lastSeq;
  }

  boolean holds(String value) {
    return seen.containsKey(value);
  }

  void take(Operation operation) {
    if (operation.verb() == Verb.RESUME) {
      resumed(operation);
      return;
    }
    if (operation.offset() != Operation.NONE) checkOffset(operation);
    if (operation.verb() == Verb.POLL) checkSeq(operation);
    recovered = null;
    last = operation;
  }

  /// A client that was told `lost` begins anew where it was told to.
  private void resumed(Operation operation) {
    if (operation.value().equals(Recorder.RECOVERED)) {
      recovered = operation;
    } else {
      lastOffset = operation.offset();
    }
  }

  private void checkSeq(Operation operation) {
    long seq = operation.seq();
    var before = seen.putIfAbsent(operation.value(), operation);
    if (before != null) {
      found.accept(new Anomaly(Kind.DUPLICATE, "it is given twice", before, operation));
    } else if (seq > lastSeq + 1) {
      missed(operation, "seq %d follows seq %d".formatted(seq, lastSeq));
    } else if (seq <= lastSeq) {
      report(Kind.BACKWARDS, "seq %d comes after seq %d".formatted(seq, lastSeq), operation);
    }
    lastSeq = Math.max(lastSeq, seq);
  }

  private void checkOffset(Operation operation) {
    long offset = operation.offset();
    if (offset > lastOffset + 1) {
      missed(operation, "offset %d follows offset %d".formatted(offset, lastOffset));
    } else if (offset <= lastOffset && operation.verb() == Verb.EVENT) {
      var text = "offset %d comes after offset %d".formatted(offset, lastOffset);
      report(Kind.DUPLICATE, text, operation);
    }
    lastOffset = Math.max(lastOffset, offset);
  }

  private void missed(Operation operation, String text) {
    var resume = recovered;
    if (resume == null) {
      report(Kind.GAP, text, operation);
    } else {
      found.accept(new Anomaly(Kind.WRONG_RECOVERED, text, resume, operation));
    }
  }

  private void report(Kind kind, String text, Operation operation) {
    var before = last;
    found.accept(
        before == null
            ? new Anomaly(kind, text, operation)
            : new Anomaly(kind, text, before, operation));
  }
}
