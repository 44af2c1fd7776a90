package dev.parley.bench.scenario;

import dev.parley.bench.load.Quantiles;
import dev.parley.bench.report.Result;
import dev.parley.bench.servers.Pauses;
import dev.parley.bench.servers.Processes;
import dev.parley.bench.servers.Target;
import java.lang.management.ManagementFactory;

/// Clock, processor time of both sides, and pauses; up to a moment, or between two.
///
/// @param own the generator's processor time in seconds
record Moment(double seconds, Processes.Usage server, Pauses pauses, double own) {
  private static final double NANOS = 1e9;

  static Moment of(Target target) {
    var pauses = target.engine().pauses();
    return new Moment(System.nanoTime() / NANOS, target.processes().time(), pauses, ownCpu());
  }

  private static double ownCpu() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / NANOS;
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
