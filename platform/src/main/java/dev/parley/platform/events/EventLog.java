package dev.parley.platform.events;

import java.util.Collection;
import java.util.Map;

/// The durable events of every topic: the truth, where the bus is only a wake-up. Calls block.
public interface EventLog {
  /// Most events that one read returns.
  int READ_EVENTS_MAX = 500;

  /// About the most bytes of payloads that one read returns; a single event is returned whatever
  /// its size.
  int READ_BYTES_MAX = 1 << 20;

  /// The bound of recovery: a position further behind than this is lost. (Or 24 hours, whichever is
  /// less.)
  int RECOVERY_EVENTS_MAX = 10_000;

  /// Where the topic stands. A topic without an event yet has offset 0.
  Position head(TopicKey key);

  /// Where many topics stand, across tenants, in one round trip. Topics without an event may be
  /// absent.
  Map<TopicKey, Position> heads(Collection<TopicKey> keys);

  /// The events after a position, at most `limit` (and [#READ_EVENTS_MAX]) of them, and no more
  /// than fit into [#READ_BYTES_MAX].
  Recovery read(TopicKey key, Position after, int limit);
}
