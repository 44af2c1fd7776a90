package dev.parley.bench.report;

import dev.parley.bench.load.Quantiles;
import java.util.List;
import java.util.Map;

/// Results for tests.
final class Results {
  private Results() {}

  private record What(String server, String scenario, Measure measure, int rep) {}

  /// Deliveries of one CPU-second, in a run without faults.
  static Result fanOut(String server, String scenario, int rep, long deliveries) {
    return lossy(server, scenario, rep, deliveries, 0);
  }

  /// The same, with some that were lost.
  static Result lossy(String server, String scenario, int rep, long deliveries, long lost) {
    var what = new What(server, scenario, Measure.DELIVERIES, rep);
    return result(what, new Result.Traffic(1, 10, 100, deliveries, 0, 0), lost);
  }

  static Result send(String scenario, long answers) {
    var what = new What("parley", scenario, Measure.SENDS, 1);
    return result(what, new Result.Traffic(1, 10, 100, 0, answers, 0), 0);
  }

  private static Result result(What what, Result.Traffic traffic, long lost) {
    var half = new Quantiles(100, 1_000, 2_000, 3_000, 4_000, 5_000);
    var at = "2026-01-02T03:04:0" + what.rep + "Z";
    return new Result(
        new Result.Stamp(at, "a machine", "bin/bench", "abc", what.rep),
        what.server,
        what.scenario,
        what.measure,
        "signal",
        what.rep,
        traffic,
        Map.of("java", 0.75, "postgres", 0.25),
        new Result.Times(half, half, Quantiles.NONE),
        Result.Memory.UNKNOWN,
        new Result.Pauses(0, 0, 0),
        new Result.Faults(lost, 0, 0, 0, 0, 0, List.of()),
        new Result.Generator(0.1, Quantiles.NONE));
  }
}
