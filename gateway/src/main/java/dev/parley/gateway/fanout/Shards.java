package dev.parley.gateway.fanout;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// All the event loops of the node, each with its shard.
public final class Shards implements AutoCloseable {
  private final EventLoopGroup loops;
  private final List<Shard> all = new ArrayList<>();
  private final IdentityHashMap<EventExecutor, Shard> byLoop = new IdentityHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public Shards(EventLoopGroup loops) {
    this.loops = loops;
    for (var executor : loops) {
      var shard = new Shard(all.size(), (EventLoop) executor);
      all.add(shard);
      byLoop.put(executor, shard);
    }
  }

  public List<Shard> all() {
    return all;
  }

  /// The shard of one of these loops.
  public Shard of(EventLoop loop) {
    var shard = byLoop.get(loop);
    if (shard == null) throw new IllegalArgumentException("Not a loop of this node");
    return shard;
  }

  /// Runs a short task on some loop after a while; not at all when the loops have ended.
  public void after(Duration delay, Runnable task) {
    try {
      loops.next().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // Nothing is due any more.
    }
  }

  /// Runs a short task on one loop again and again, until the loops end.
  public void every(Duration period, Runnable task) {
    all.getFirst()
        .loop()
        .scheduleWithFixedDelay(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Waits, on a virtual thread; false when the loops are closing.
  boolean pause(Duration length) {
    try {
      return !closing.await(length.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Nothing waits any longer; the loops are their owner's to end.
  @Override
  public void close() {
    closing.countDown();
  }
}
