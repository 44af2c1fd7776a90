package dev.parley.bench.scenario;

import dev.parley.bench.report.Result;
import java.util.Map;

/// What one run of one scenario showed.
public record Finding(
    Result.Traffic traffic,
    Map<String, Double> cpuSeconds,
    Result.Times times,
    Result.Memory memory,
    Result.Pauses pauses,
    Result.Faults faults,
    Result.Generator generator) {

  /// The same with when and where.
  public Result of(Result.Stamp stamp, String server, Scenario scenario, String publish, int rep) {
    return new Result(
        stamp,
        server,
        scenario.name(),
        scenario.measure(),
        publish,
        rep,
        traffic,
        cpuSeconds,
        times,
        memory,
        pauses,
        faults,
        generator);
  }
}
