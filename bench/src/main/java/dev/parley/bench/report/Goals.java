package dev.parley.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the product should reach, end to end, on two cores with the server on one of them. Where a
/// goal names a peer, both are of the same run.
public final class Goals {
  private static final String PARLEY = "parley";
  private static final double KILO = 1e3;

  private Goals() {}

  /// At least so much of what the scenario is about, and so many times what peers reach.
  private record Goal(
      Optional<Double> least, Map<String, Double> times, Map<String, Double> aims) {}

  private static final Map<String, Goal> ALL = all();

  private static Map<String, Goal> all() {
    var all = new LinkedHashMap<String, Goal>();
    all.put("bw1", new Goal(Optional.of(180e3), against(1.7, 2.3), against(2.3, 3.3)));
    all.put("bmulti", new Goal(Optional.empty(), against(15, 20), against(30, 40)));
    all.put("cmax", new Goal(Optional.empty(), against(1.4, 2.2), against(1.8, 2.6)));
    all.put("dmax", new Goal(Optional.empty(), against(2.5, 3.5), against(3.5, 5)));
    return all;
  }

  private static Map<String, Double> against(double ws, double socketIo) {
    var peers = new LinkedHashMap<String, Double>();
    peers.put("ws", ws);
    peers.put("socket.io", socketIo);
    return peers;
  }

  /// One goal, and how far it was reached.
  ///
  /// @param aim what is reached for beyond it; empty where there is none
  public record Verdict(
      String scenario, String goal, String aim, String reached, boolean kept, boolean aimKept) {}

  /// Of the goals whose scenarios were run.
  public static List<Verdict> of(Comparison run) {
    List<Verdict> verdicts = new ArrayList<>();
    ALL.forEach((scenario, goal) -> {
      if (!run.scenarios().contains(scenario)) return;
      goal.least.ifPresent(least ->
          run.value(scenario, PARLEY)
              .ifPresent(value -> verdicts.add(absolute(scenario, least, value))));
      goal.times.forEach((peer, times) ->
          run.ratio(scenario, PARLEY, peer)
              .ifPresent(ratio ->
                  verdicts.add(
                      relative(
                          scenario,
                          peer,
                          new double[] {times, goal.aims.getOrDefault(peer, times)},
                          ratio))));
    });
    sends(run, verdicts);
    latencies(run, verdicts);
    memory(run, verdicts);
    return verdicts;
  }

  private static Verdict absolute(String scenario, double least, double value) {
    return new Verdict(
        scenario,
        thousands(least) + " a CPU-second",
        "",
        thousands(value),
        value >= least,
        value >= least);
  }

  private static Verdict relative(String scenario, String peer, double[] goals, double ratio) {
    return new Verdict(
        scenario,
        "%s times %s".formatted(times(goals[0]), peer),
        times(goals[1]),
        times(ratio),
        ratio >= goals[0],
        ratio >= goals[1]);
  }

  private static void sends(Comparison run, List<Verdict> verdicts) {
    for (var scenario : List.of("send", "send10")) {
      run.value(scenario, PARLEY)
          .ifPresent(rate ->
              verdicts.add(
                  new Verdict(
                      scenario,
                      "25 k acknowledged a second",
                      "40 k",
                      thousands(rate),
                      rate >= 25e3,
                      rate >= 40e3)));
    }
    for (var scenario : List.of("sendat", "sendat10")) {
      run.middle(scenario, PARLEY, result -> result.times().answer().p95())
          .ifPresent(micros ->
              verdicts.add(
                  latency(scenario, "answer", micros, new double[] {50 * KILO, 50 * KILO})));
    }
  }

  private static void latencies(Comparison run, List<Verdict> verdicts) {
    delivery(run, "c5k", new double[] {KILO, 250}, verdicts);
    delivery(run, "b200k", new double[] {12 * KILO, 6 * KILO}, verdicts);
  }

  private static void delivery(
      Comparison run, String scenario, double[] most, List<Verdict> verdicts) {
    run.middle(scenario, PARLEY, result -> result.times().delivery().p95())
        .ifPresent(micros -> verdicts.add(latency(scenario, "delivery", micros, most)));
  }

  private static Verdict latency(String scenario, String what, double micros, double[] most) {
    return new Verdict(
        scenario,
        "%s p95 under %s".formatted(what, Lines.time(most[0])),
        most[1] < most[0] ? Lines.time(most[1]) : "",
        Lines.time(micros),
        micros <= most[0],
        micros <= most[1]);
  }

  private static void memory(Comparison run, List<Verdict> verdicts) {
    run.middle("idle", PARLEY, result -> result.memory().rss())
        .ifPresent(bytes ->
            verdicts.add(
                new Verdict(
                    "idle",
                    "8 kB of process memory a connection",
                    "4 kB",
                    "%.1f kB".formatted(bytes / KILO),
                    bytes <= 8 * KILO,
                    bytes <= 4 * KILO)));
  }

  static String thousands(double value) {
    if (value >= 1e6) return String.format(Locale.ROOT, "%.1f M", value / 1e6);
    if (value >= 1e5) return String.format(Locale.ROOT, "%.0f k", value / KILO);
    return value >= KILO
        ? String.format(Locale.ROOT, "%.1f k", value / KILO)
        : String.format(Locale.ROOT, "%.0f", value);
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.0f", ratio);
  }
}
