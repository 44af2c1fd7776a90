package dev.parley.gateway;

import dev.parley.gateway.fanout.Shard;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leaves without a wave: every client gets a moment of its own, evenly spread, and is closed then,
/// after what it was owed. Always ends within its deadline.
final class Drain {
  /// Longest that clients are spread over: a node that stays much longer helps nobody.
  static final Duration WINDOW_MAX = Duration.ofSeconds(15);

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final Engine engine;

  Drain(Engine engine) {
    this.engine = engine;
  }

  void run(Duration deadline) {
    long end = engine.clockwork().nanoTime() + deadline.toNanos();
    engine.refuseNew();
    LOG.info("Draining {} connections", engine.connections());
    var window = deadline.dividedBy(2);
    if (window.compareTo(WINDOW_MAX) > 0) window = WINDOW_MAX;
    for (var shard : engine.shards().all()) tell(shard, window);
    awaitNone(end - deadline.dividedBy(10).toNanos());
    if (engine.connections() == 0) return;
    LOG.warn("{} connections did not leave in time", engine.connections());
    engine.eachSession(Session::abort);
    awaitNone(end);
  }

  /// Spreads the loop's clients over the window. The loops' moments lie between each other's, so
  /// that no two clients come back together.
  private void tell(Shard shard, Duration window) {
    int shards = engine.shards().all().size();
    shard.execute(() -> {
      var table = engine.table(shard);
      long moments = (long) table.size() * shards;
      long[] next = {shard.index()};
      table.each(session -> {
        session.drain(window.multipliedBy(next[0]).dividedBy(moments));
        next[0] += shards;
      });
    });
  }

  private void awaitNone(long end) {
    try {
      var clockwork = engine.clockwork();
      while (engine.connections() > 0 && clockwork.nanoTime() - end < 0) clockwork.pause(LOOK);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
