package dev.parley.gateway.fanout;

import dev.parley.gateway.clockwork.Clockwork;
import dev.parley.gateway.clockwork.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// All the event loops of the node, each with its shard.
public final class Shards implements AutoCloseable {
  private final Clockwork clockwork;
  private final List<Shard> all = new ArrayList<>();
  private final Map<Loop, Shard> byLoop = new HashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile boolean closed;

  public Shards(Clockwork clockwork) {
    this.clockwork = clockwork;
    for (var loop : clockwork.loops()) {
      var shard = new Shard(all.size(), loop);
      all.add(shard);
      byLoop.put(loop, shard);
    }
  }

  public List<Shard> all() {
    return all;
  }

  /// The shard of one of these loops.
  public Shard of(Loop loop) {
    var shard = byLoop.get(loop);
    if (shard == null) throw new IllegalArgumentException("Not a loop of this node");
    return shard;
  }

  Clockwork clockwork() {
    return clockwork;
  }

  /// Runs a short task on one loop or another after a while; not at all when this is closed.
  void after(Duration delay, Runnable task) {
    var shard = all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
    shard.loop().schedule(() -> runIfOpen(task), delay);
  }

  /// Runs a short task on one loop again and again, until this is closed.
  void every(Duration period, Runnable task) {
    all.getFirst().loop().every(period, () -> runIfOpen(task));
  }

  private void runIfOpen(Runnable task) {
    if (!closed) task.run();
  }

  /// Nothing becomes due any longer; the loops are their owner's to end.
  @Override
  public void close() {
    closed = true;
  }
}
