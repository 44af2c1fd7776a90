package dev.parley.testkit;

import dev.parley.platform.events.Event;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.Recovery;
import dev.parley.platform.events.TopicKey;
import java.util.ArrayList;
import java.util.List;

/// A topic read from its beginning to its end.
final class Whole {
  private Whole() {}

  static List<Event> of(EventLog log, TopicKey key) {
    var events = new ArrayList<Event>();
    var at = new Position(log.head(key).epoch(), 0);
    while (true) {
      var read = (Recovery.Recovered) log.read(key, at, EventLog.READ_EVENTS_MAX);
      events.addAll(read.events());
      at = read.at();
      if (!read.more()) return events;
    }
  }

  static List<Long> offsets(List<Event> events) {
    return events.stream().map(event -> event.position().offset()).toList();
  }
}
