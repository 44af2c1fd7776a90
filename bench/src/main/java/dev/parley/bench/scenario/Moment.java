package dev.parley.bench.scenario;

import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Quantiles;
import dev.parley.bench.report.Result;
import dev.parley.bench.servers.Pauses;
import dev.parley.bench.servers.Processes;
import dev.parley.bench.servers.Target;

/// Clock, processor time of both sides, and pauses; up to a moment, or between two.
///
/// @param own seconds that the generator worked
record Moment(double seconds, Processes.Usage server, Pauses pauses, double own) {
  private static final double NANOS = 1e9;

  static Moment of(Target target, Loop generator) {
    var pauses = target.engine().pauses();
    return new Moment(
        System.nanoTime() / NANOS, target.processes().time(), pauses, generator.workedSeconds());
  }

  Moment since(Moment before) {
    return new Moment(
        seconds - before.seconds,
        server.since(before.server),
        pauses.since(before.pauses),
        own - before.own);
  }

  Finding finding(
      Result.Traffic traffic,
      Result.Times times,
      Result.Memory memory,
      Result.Faults faults,
      Quantiles lateness) {
    return new Finding(
        traffic,
        server.cpuSeconds(),
        times,
        memory,
        new Result.Pauses(pauses.millis().size(), pauses.total(), pauses.longest()),
        faults,
        new Result.Generator(own / seconds, lateness));
  }
}
