package dev.parley.gateway.fanout;

import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Recovery;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads from the log what the bus did not bring. Waits a moment first, since a gap is most often
/// only disorder.
final class Repair {
  /// What is only out of order arrives within this.
  static final Duration GRACE = Duration.ofMillis(20);

  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  /// Reads in vain, one after another, until the log is believed.
  private static final int IN_VAIN_MAX = 6;

  /// Topics that are read at the same time, so that a lost bus does not take the database with it.
  private static final int READS_MAX = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

  private final EventLog log;
  private final Shards shards;
  private final FanoutMeters meters;
  private final Consumer<NodeTopic> onRelease;
  private final Semaphore reads = new Semaphore(READS_MAX);

  Repair(EventLog log, Shards shards, FanoutMeters meters, Consumer<NodeTopic> onRelease) {
    this.log = log;
    this.shards = shards;
    this.meters = meters;
    this.onRelease = onRelease;
  }

  void released(NodeTopic topic) {
    onRelease.accept(topic);
  }

  void soon(NodeTopic topic) {
    shards.after(GRACE, () -> Thread.ofVirtual().name("repair").start(() -> run(topic)));
  }

  private void run(NodeTopic topic) {
    var pause = GRACE;
    int inVain = 0;
    while (!topic.repaired()) {
      var before = topic.position();
      boolean read = readOnce(topic);
      if (!topic.position().equals(before)) {
        pause = GRACE;
        inVain = 0;
        continue;
      }
      if (read && ++inVain > IN_VAIN_MAX) topic.giveUp();
      if (!shards.pause(pause)) return;
      pause = pause.multipliedBy(2);
      if (pause.compareTo(PAUSE_MAX) > 0) pause = PAUSE_MAX;
    }
  }

  /// Whether the log could be read. One that cannot is tried again for as long as it takes.
  private boolean readOnce(NodeTopic topic) {
    reads.acquireUninterruptibly();
    try {
      switch (log.read(topic.key(), topic.position(), EventLog.READ_EVENTS_MAX)) {
        case Recovery.Recovered(var events, _, _) -> topic.recovered(events);
        case Recovery.Lost(var head) -> topic.lost(head);
      }
      meters.repaired();
      return true;
    } catch (RuntimeException e) {
      LOG.warn("The event log of {} could not be read: {}", topic.key().topic(), e.toString());
      return false;
    } finally {
      reads.release();
    }
  }
}
