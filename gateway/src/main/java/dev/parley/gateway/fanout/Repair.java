package dev.parley.gateway.fanout;

import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Recovery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads from the log what the bus did not bring. Waits a moment first, since a gap is most often
/// only disorder. Safe for any thread.
final class Repair {
  /// What is only out of order arrives within this.
  static final Duration GRACE = Duration.ofMillis(20);

  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  /// Reads in vain, one after another, until the log is believed.
  private static final int IN_VAIN_MAX = 6;

  /// Topics that are read at the same time, so that a lost bus does not take the database with it.
  private static final int READERS_MAX = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

  private final EventLog log;
  private final Shards shards;
  private final FanoutMeters meters;
  private final Consumer<NodeTopic> onRelease;

  /// Those whose turn to be read has come; no topic is here twice.
  private final ArrayDeque<Patient> waiting = new ArrayDeque<>();

  private int readers;

  Repair(EventLog log, Shards shards, FanoutMeters meters, Consumer<NodeTopic> onRelease) {
    this.log = log;
    this.shards = shards;
    this.meters = meters;
    this.onRelease = onRelease;
  }

  void released(NodeTopic topic) {
    onRelease.accept(topic);
  }

  /// A topic under repair, until it is repaired. In one hand at a time.
  private static final class Patient {
    final NodeTopic topic;
    private Duration pause = GRACE;
    private int inVain;

    Patient(NodeTopic topic) {
      this.topic = topic;
    }

    void better() {
      pause = GRACE;
      inVain = 0;
    }

    Duration nextPause() {
      var now = pause;
      pause = now.multipliedBy(2);
      if (pause.compareTo(PAUSE_MAX) > 0) pause = PAUSE_MAX;
      return now;
    }
  }

  void soon(NodeTopic topic) {
    var patient = new Patient(topic);
    shards.after(GRACE, () -> admit(patient));
  }

  private void admit(Patient patient) {
    synchronized (waiting) {
      waiting.add(patient);
      if (readers == READERS_MAX) return;
      readers++;
    }
    shards.clockwork().start("repair", this::readWhileAnyWaits);
  }

  private void readWhileAnyWaits() {
    for (var patient = next(); patient != null; patient = next()) treat(patient);
  }

  private @Nullable Patient next() {
    synchronized (waiting) {
      var patient = waiting.poll();
      if (patient == null) readers--;
      return patient;
    }
  }

  private void treat(Patient patient) {
    var topic = patient.topic;
    if (topic.repaired()) return;
    var before = topic.position();
    boolean read = readOnce(topic);
    if (!topic.position().equals(before)) {
      patient.better();
      admit(patient);
    } else if (read && ++patient.inVain > IN_VAIN_MAX) {
      topic.giveUp();
    } else {
      shards.after(patient.nextPause(), () -> admit(patient));
    }
  }

  /// Whether the log could be read. One that cannot is tried again for as long as it takes.
  private boolean readOnce(NodeTopic topic) {
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
    }
  }
}
