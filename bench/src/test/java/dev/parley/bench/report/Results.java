package dev.parley.bench.report;

import dev.parley.bench.load.Quantiles;
import java.util.List;
import java.util.Map;

/// Results for tests.
final class Results {
  private Results() {}

  /// Deliveries of one CPU-second, in a run without faults.
  static Result fanOut(String server, String scenario, int rep, long deliveries) {
    return result(server, scenario, Measure.DELIVERIES, rep, deliveries, 0, 0);
  }

  /// The same, with some that were lost.
  static Result lossy(String server, String scenario, int rep, long deliveries, long lost) {
    return result(server, scenario, Measure.DELIVERIES, rep, deliveries, 0, lost);
  }

  static Result send(String scenario, long answers) {
    return result("parley", scenario, Measure.SENDS, 1, 0, answers, 0);
  }

  private static Result result(
      String server,
      String scenario,
      Measure measure,
      int rep,
      long deliveries,
      long answers,
      long lost) {
    var half = new Quantiles(100, 1_000, 2_000, 3_000, 4_000, 5_000);
    return new Result(
        new Result.Stamp("2026-01-02T03:04:0" + rep + "Z", "a machine", "bin/bench", "abc", rep),
        server,
        scenario,
        measure,
        "signal",
        rep,
        new Result.Traffic(1, 10, 100, deliveries, answers, 0),
        Map.of("java", 0.75, "postgres", 0.25),
        new Result.Times(half, half, Quantiles.NONE),
        Result.Memory.UNKNOWN,
        new Result.Pauses(0, 0, 0),
        new Result.Faults(lost, 0, 0, 0, 0, 0, List.of()),
        new Result.Generator(0.1, Quantiles.NONE));
  }
}
