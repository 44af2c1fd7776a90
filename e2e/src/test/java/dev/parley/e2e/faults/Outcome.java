package dev.parley.e2e.faults;

import dev.parley.e2e.faults.Tally.Fate;
import dev.parley.e2e.faults.load.Workload;
import dev.parley.e2e.faults.probe.Finding;
import dev.parley.e2e.faults.probe.Law;
import dev.parley.e2e.history.Anomaly;
import dev.parley.e2e.history.Operation;
import dev.parley.e2e.history.Operation.Phase;
import dev.parley.e2e.history.Operation.Verb;
import dev.parley.e2e.history.Register;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What came of a trial.
///
/// @param numbered whether `verify seq` found every conversation without a gap
record Outcome(
    Fault fault,
    long seed,
    Moments moments,
    Seen seen,
    List<Anomaly> anomalies,
    Back back,
    List<Finding> probed,
    boolean numbered) {
  private static final int SHOWN_MAX = 20;
  private static final Duration DELIVERED_MAX = Duration.ofMillis(100);
  private static final Duration PERSISTED_MAX = Duration.ofMillis(50);
  private static final Duration REATTACHED_MAX = Duration.ofSeconds(20);

  /// A send that takes longer than this is a sign that something is not well yet.
  private static final long SLOW_NANOS = Duration.ofSeconds(2).toNanos();

  /// When it happened, in nanoseconds of the history, and how long the way back took.
  record Moments(long struck, long healed, Duration whole, Duration caughtUp) {}

  /// What the clients did and saw.
  ///
  /// @param undecided the registers on which the search came to no end
  /// @param brokenOff why clients stopped that were to go on
  record Seen(
      List<Operation> history,
      List<Register> registers,
      List<String> undecided,
      List<Throwable> brokenOff) {}

  List<Operation> history() {
    return seen.history;
  }

  /// @param reattached from the harm until each reader that lost its connection had caught up
  /// @param last when the last of them had, in nanoseconds of the history
  record Back(List<Duration> reattached, long last) {}

  /// Whether every promise was kept that does not depend on how busy the machine is. What was not
  /// judged or not measured is not known to be kept.
  Fate fate() {
    if (broken() > 0) return Fate.BROKEN;
    return unknown() > 0 ? Fate.UNDECIDED : Fate.HELD;
  }

  private long unknown() {
    return seen.undecided.size() + strictly(Finding.Fate.NOT_MEASURED);
  }

  private long strictly(Finding.Fate fate) {
    return findings().stream().filter(it -> it.strict() && it.fate() == fate).count();
  }

  /// How many things were seen that must not be.
  long broken() {
    long missed = strictly(Finding.Fate.MISSED);
    return anomalies.size() + seen.brokenOff.size() + missed + (numbered ? 0 : 1);
  }

  /// Of those who may send.
  long sends(Phase phase) {
    return seen.history.stream()
        .filter(operation -> operation.verb() == Verb.SEND && operation.phase() == phase)
        .filter(operation -> !operation.process().equals(Workload.STRANGER))
        .count();
  }

  long polls() {
    return seen.history.stream().filter(operation -> operation.verb() == Verb.POLL).count();
  }

  long resumes(String value) {
    return seen.history.stream()
        .filter(it -> it.verb() == Verb.RESUME && it.value().equals(value))
        .count();
  }

  /// From the healing until the last send that took longer than two seconds was answered or given
  /// up, and the last reader was back.
  Duration recovery() {
    return Duration.ofNanos(Math.max(0, Math.max(lastSlowSend(), back.last) - moments.healed));
  }

  private long lastSlowSend() {
    Map<String, Long> began = new HashMap<>();
    long last = 0;
    for (var operation : seen.history) {
      if (operation.verb() != Verb.SEND) continue;
      if (operation.phase() == Phase.INVOKE) began.put(operation.value(), operation.nanos());
      else if (isSlow(operation, began)) last = operation.nanos();
    }
    return last;
  }

  private static boolean isSlow(Operation end, Map<String, Long> began) {
    if (end.process().equals(Workload.STRANGER)) return false;
    return end.nanos() - began.getOrDefault(end.value(), 0L) > SLOW_NANOS;
  }

  Latencies delivery(long from, long to) {
    return Latencies.ofDelivery(seen.history, from, to);
  }

  Latencies sending(long from, long to) {
    return Latencies.ofSending(seen.history, from, to);
  }

  /// What was measured of the promises, by the probe and from the history.
  List<Finding> findings() {
    return Stream.concat(fromHistory(), probed.stream()).toList();
  }

  private Stream<Finding> fromHistory() {
    var delivered = delivery(0, moments.struck).percentile(95);
    var persisted = sending(0, moments.struck).percentile(95);
    var always =
        Stream.of(
            Finding.within(Law.L1, "delivered, p95", delivered, DELIVERED_MAX).lenient(),
            Finding.within(Law.L1, "persisted, p95", persisted, PERSISTED_MAX).lenient());
    return Stream.concat(always, ofThisFault());
  }

  private Stream<Finding> ofThisFault() {
    return switch (fault.name()) {
      case "node-kill" -> {
        var slowest = Latencies.of(back.reattached).percentile(100);
        yield Stream.of(
            Finding.within(Law.L4, "back and caught up, slowest", slowest, REATTACHED_MAX));
      }
      case "node-drain" -> {
        long failed = sends(Phase.FAIL) + sends(Phase.INFO);
        var what = "no send failed";
        boolean none = failed + sends(Phase.OK) == 0;
        yield Stream.of(
            none ? Finding.unmeasured(Law.L6, what) : Finding.fact(Law.L6, what, failed == 0));
      }
      default -> Stream.empty();
    };
  }

  /// For people, one line.
  String line() {
    var during = delivery(moments.struck, moments.healed);
    var after = delivery(moments.healed, Long.MAX_VALUE);
    return "%-27s %-9s %6d %5d %5d %4d   %s   %s   %s  %8.1f s"
        .formatted(
            fault.name(),
            fate(),
            sends(Phase.OK),
            sends(Phase.FAIL),
            sends(Phase.INFO),
            broken(),
            delivery(0, moments.struck).pair(),
            during.pair(),
            after.pair(),
            recovery().toMillis() / 1e3);
  }

  /// What heads the lines.
  static String heading() {
    return "%-27s %-9s %6s %5s %5s %4s   %s   %s   %s  %s%n"
            .formatted(
                "", "", "", "", "", "", "delivery before", "    during     ", "     after     ", "")
        + "%-27s %-9s %6s %5s %5s %4s   %s   %s   %s  %10s"
            .formatted(
                "fault",
                "",
                "acked",
                "fail",
                "info",
                "bad",
                "  p50    p95 ms",
                "  p50    p95 ms",
                "  p50    p95 ms",
                "recovery");
  }

  /// For people, a few lines.
  String report() {
    var text = new StringBuilder();
    text.append("%-26s %s  seed %d%n".formatted(fault.name(), fate(), seed));
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
        "  recovered %d ms after healing, whole after %d ms, caught up after %d ms%n"
            .formatted(
                recovery().toMillis(), moments.whole.toMillis(), moments.caughtUp.toMillis()));
    text.append(
        "  delivery: before %s, during %s, after %s%n"
            .formatted(
                delivery(0, moments.struck),
                delivery(moments.struck, moments.healed),
                delivery(moments.healed, Long.MAX_VALUE)));
    for (var register : seen.registers) {
      text.append("  %s: %d calls%n".formatted(register.name(), register.calls().size()));
    }
    for (var name : seen.undecided) {
      text.append("  %s: NOT JUDGED, it would have taken too long%n".formatted(name));
    }
    text.append("  re-attached: %s%n".formatted(Latencies.of(back.reattached)));
    findings().forEach(it -> text.append("  ").append(it).append('\n'));
    seen.brokenOff.forEach(it -> text.append("  a client broke off: ").append(it).append('\n'));
    if (!numbered) text.append("  verify seq: a conversation has a gap\n");
    anomalies.stream().limit(SHOWN_MAX).forEach(it -> text.append("  ").append(it).append('\n'));
    if (anomalies.size() > SHOWN_MAX) text.append("  … of ").append(anomalies.size()).append('\n');
    return text.toString();
  }
}
