package dev.parley.e2e.faults;

import dev.parley.e2e.history.Anomaly;
import dev.parley.e2e.history.Operation;
import dev.parley.e2e.history.Operation.Phase;
import dev.parley.e2e.history.Operation.Verb;
import java.time.Duration;
import java.util.List;

/// What came of a trial.
///
/// @param reattached from the harm until each reader that lost its connection had caught up again
/// @param numbered whether `verify seq` found every conversation without a gap
record Outcome(
    Fault fault,
    long seed,
    Moments moments,
    List<Operation> history,
    List<Anomaly> anomalies,
    List<Duration> reattached,
    boolean numbered) {
  private static final int SHOWN_MAX = 20;

  /// When it happened, in nanoseconds of the history, and how long the way back took.
  record Moments(long struck, long healed, Duration whole, Duration caughtUp) {}

  boolean safe() {
    return anomalies.isEmpty() && numbered;
  }

  long sends(Phase phase) {
    return history.stream()
        .filter(operation -> operation.verb() == Verb.SEND && operation.phase() == phase)
        .count();
  }

  long polls() {
    return history.stream().filter(operation -> operation.verb() == Verb.POLL).count();
  }

  long resumes(String value) {
    return history.stream()
        .filter(it -> it.verb() == Verb.RESUME && it.value().equals(value))
        .count();
  }

  /// From the moment of healing until the first send that was begun after it was acknowledged.
  Duration firstSendAfterHealing() {
    return Duration.ofNanos(
        history.stream()
                .filter(it -> it.verb() == Verb.SEND && it.phase() == Phase.OK)
                .mapToLong(Operation::nanos)
                .filter(at -> at > moments.healed)
                .findFirst()
                .orElse(Long.MAX_VALUE)
            - moments.healed);
  }

  Latencies delivery(long from, long to) {
    return Latencies.ofDelivery(history, from, to);
  }

  /// For people, a few lines.
  String report() {
    var text = new StringBuilder();
    text.append("%-26s %s  seed %d%n".formatted(fault.name(), safe() ? "held" : "BROKEN", seed));
    text.append(
        "  sends: %d acknowledged, %d refused, %d unanswered; seen %d times; resumed %d, reloaded %d%n"
            .formatted(
                sends(Phase.OK),
                sends(Phase.FAIL),
                sends(Phase.INFO),
                polls(),
                resumes("recovered"),
                resumes("lost")));
    text.append(
        "  first send after healing %d ms, whole after %d ms, caught up after %d ms%n"
            .formatted(
                firstSendAfterHealing().toMillis(),
                moments.whole.toMillis(),
                moments.caughtUp.toMillis()));
    text.append(
        "  L1 delivery: before %s, during %s, after %s%n"
            .formatted(
                delivery(0, moments.struck),
                delivery(moments.struck, moments.healed),
                delivery(moments.healed, Long.MAX_VALUE)));
    text.append("  L4 re-attached: %s%n".formatted(Latencies.of(reattached)));
    if (!numbered) text.append("  verify seq: a conversation has a gap\n");
    anomalies.stream().limit(SHOWN_MAX).forEach(it -> text.append("  ").append(it).append('\n'));
    if (anomalies.size() > SHOWN_MAX) text.append("  … of ").append(anomalies.size()).append('\n');
    return text.toString();
  }
}
