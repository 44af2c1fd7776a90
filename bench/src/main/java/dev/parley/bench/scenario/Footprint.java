package dev.parley.bench.scenario;

import dev.parley.bench.report.Result;
import dev.parley.bench.servers.KernelMemory;
import dev.parley.bench.servers.Target;

/// Memory of a server and of the kernel, after a collection.
record Footprint(double rss, double pss, double liveHeap, double kernel) {
  static Footprint of(Target target) {
    double live = target.engine().liveHeap().orElse(0);
    var usage = target.processes().usage();
    return new Footprint(usage.rss(), usage.pss(), live, KernelMemory.now());
  }

  /// What each connection has added.
  Result.Memory since(Footprint before, int connections) {
    return new Result.Memory(
        (rss - before.rss) / connections,
        (pss - before.pss) / connections,
        (liveHeap - before.liveHeap) / connections,
        (kernel - before.kernel) / connections);
  }
}
