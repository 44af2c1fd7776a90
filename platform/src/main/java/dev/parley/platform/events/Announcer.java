package dev.parley.platform.events;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Tells all nodes what has been committed. Never blocks.
public interface Announcer {

  /// Tells of the events themselves. Completes when all were handed over; fails when one was not.
  CompletionStage<Void> announce(List<Event> events);

  /// Tells how far topics have got, where the events are not at hand. Completes in the same way.
  CompletionStage<Void> announceHeads(Map<TopicKey, Position> heads);
}
