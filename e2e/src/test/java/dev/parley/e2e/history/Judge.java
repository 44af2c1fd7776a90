package dev.parley.e2e.history;

import dev.parley.e2e.history.Anomaly.Kind;
import dev.parley.e2e.history.Operation.Phase;
import dev.parley.e2e.history.Operation.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks through a history once and names everything in it that must not be. What [Recorder#FINAL]
/// reads is taken for the whole of a conversation, and every process that polls is expected to be
/// there until the end.
public final class Judge {
  private final List<Anomaly> anomalies = new ArrayList<>();
  private final Map<String, Send> sends = new LinkedHashMap<>();
  private final Map<Place, Operation> byPlace = new HashMap<>();
  private final Map<String, Operation> byValue = new HashMap<>();
  private final Map<Reading, Stream> streams = new LinkedHashMap<>();
  private final Map<String, Operation> acknowledged = new HashMap<>();

  private Judge() {}

  /// A message's place in a conversation.
  private record Place(String conversation, long seq) {}

  private record Reading(String process, String conversation) {}

  /// What became of a value that someone sent.
  private static final class Send {
    final Operation invoke;
    final @Nullable Operation acknowledgedBefore;
    @Nullable Operation outcome;

    Send(Operation invoke, @Nullable Operation acknowledgedBefore) {
      this.invoke = invoke;
      this.acknowledgedBefore = acknowledgedBefore;
    }

    boolean ended(Phase phase) {
      return outcome != null && outcome.phase() == phase;
    }
  }

  /// Everything that is wrong with it; empty when nothing is.
  public static List<Anomaly> judge(List<Operation> history) {
    var judge = new Judge();
    history.forEach(judge::take);
    judge.end();
    return judge.anomalies;
  }

  private void take(Operation operation) {
    if (operation.verb() == Verb.SEND) {
      if (operation.phase() == Phase.INVOKE) invoked(operation);
      else ended(operation);
    } else {
      if (operation.verb() == Verb.POLL) placed(operation);
      stream(operation.process(), operation.conversation()).take(operation);
    }
  }

  private Stream stream(String process, String conversation) {
    return streams.computeIfAbsent(
        new Reading(process, conversation), _ -> new Stream(anomalies::add));
  }

  private void invoked(Operation operation) {
    var before = acknowledged.get(operation.conversation());
    if (sends.put(operation.value(), new Send(operation, before)) != null) {
      throw new IllegalArgumentException("Sent twice: " + operation);
    }
  }

  private void ended(Operation operation) {
    var send = sends.get(operation.value());
    if (send == null) throw new IllegalArgumentException("Never sent: " + operation);
    send.outcome = operation;
    if (operation.phase() != Phase.OK) return;
    var before = send.acknowledgedBefore;
    if (before != null && operation.seq() < before.seq()) {
      report(
          Kind.REORDERED,
          "seq %d was acknowledged before this was sent".formatted(before.seq()),
          before,
          send.invoke,
          operation);
    }
    acknowledged.merge(
        operation.conversation(), operation, (one, other) -> one.seq() > other.seq() ? one : other);
    placed(operation);
  }

  /// A value stands at a seq, as an acknowledgement or a poll says.
  private void placed(Operation operation) {
    var place = new Place(operation.conversation(), operation.seq());
    var there = byPlace.putIfAbsent(place, operation);
    if (there != null && !there.value().equals(operation.value())) {
      report(Kind.DIVERGENT, "two values at one seq", there, operation);
    }
    var first = byValue.putIfAbsent(operation.value(), operation);
    if (first != null && !samePlace(first, operation)) {
      report(Kind.DIVERGENT, "one value at two seqs", first, operation);
    }
    boolean own = operation.value().startsWith(Recorder.SYSTEM);
    if (!own && !sends.containsKey(operation.value())) {
      report(Kind.PHANTOM, "nobody has sent this", operation);
    }
  }

  private static boolean samePlace(Operation one, Operation other) {
    return one.seq() == other.seq() && one.conversation().equals(other.conversation());
  }

  private void end() {
    var whole = new HashMap<String, Stream>();
    streams.forEach((reading, stream) -> {
      if (reading.process.equals(Recorder.FINAL)) whole.put(reading.conversation, stream);
    });
    sends.values().forEach(send -> judge(send, whole.get(send.invoke.conversation())));
    streams.forEach((reading, stream) -> {
      var all = whole.get(reading.conversation);
      if (all != null && stream.lastSeq() < all.lastSeq()) {
        anomalies.add(
            new Anomaly(
                Kind.UNSEEN,
                "%s has seen %s up to seq %d of %d"
                    .formatted(
                        reading.process, reading.conversation, stream.lastSeq(), all.lastSeq())));
      }
    });
  }

  private void judge(Send send, @Nullable Stream whole) {
    var outcome = send.outcome;
    var seen = byValue.get(send.invoke.value());
    if (outcome == null) return;
    if (send.ended(Phase.FAIL) && seen != null) {
      report(Kind.REFUSED_VISIBLE, "it was refused, and is there", send.invoke, outcome, seen);
    }
    if (send.ended(Phase.OK) && whole != null && !whole.holds(outcome.value())) {
      report(Kind.LOST, "it was acknowledged, and is not there", send.invoke, outcome);
    }
  }

  private void report(Kind kind, String text, Operation... operations) {
    anomalies.add(new Anomaly(kind, text, operations));
  }
}
