package dev.parley.platform.events;

import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// The event log on PostgreSQL.
public final class PostgresEventLog implements EventLog {
  /// The bound of recovery in time: an event older than this is not handed out any more.
  public static final Duration RECOVERY_AGE_MAX = Duration.ofHours(24);

  private final Database database;
  private final InstantSource clock;

  public PostgresEventLog(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Position head(TopicKey key) {
    return database.in(key.tenant(), tx -> head(tx, key));
  }

  private Position head(Transaction tx, TopicKey key) {
    var head = EventStore.head(tx.sql(), key);
    if (head.isPresent()) return head.get();
    return EventStore.onlyReads(tx.sql()) ? beginBeside(key) : EventStore.begin(tx.sql(), key);
  }

  /// At the moment of a snapshot that finds no row the topic had no event, whatever came since.
  private Position beginBeside(TopicKey key) {
    // A thread of its own, because transactions do not nest.
    try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
      var begun =
          CompletableFuture.supplyAsync(
              () -> database.system(tx -> EventStore.begin(tx.sql(), key)), beside);
      return new Position(begun.join().epoch(), 0);
    }
  }

  @Override
  public Map<TopicKey, Position> heads(Collection<TopicKey> keys) {
    if (keys.isEmpty()) return Map.of();
    return database.system(tx -> EventStore.heads(tx.sql(), keys));
  }

  @Override
  public Recovery read(TopicKey key, Position after, int limit) {
    return database.in(key.tenant(), tx -> read(tx, key, after, limit));
  }

  private Recovery read(Transaction tx, TopicKey key, Position after, int limit) {
    var head = head(tx, key);
    long missing = head.offset() - after.offset();
    if (!head.epoch().equals(after.epoch())
        || after.offset() < 0
        || missing < 0
        || missing > RECOVERY_EVENTS_MAX) {
      return new Recovery.Lost(head);
    }
    if (missing == 0) return new Recovery.Recovered(List.of(), head, false);
    var since = clock.instant().minus(RECOVERY_AGE_MAX);
    int most = Math.clamp(limit, 1, READ_EVENTS_MAX);
    var range = new EventStore.Range(key, head.epoch(), after.offset(), head.offset(), since, most);
    return contiguous(EventStore.read(tx.sql(), range), after, head);
  }

  /// An event that is missing in the middle was dropped with its partition.
  private static Recovery contiguous(List<Event> events, Position after, Position head) {
    long offset = after.offset();
    for (var event : events) {
      if (event.position().offset() != ++offset) return new Recovery.Lost(head);
    }
    if (events.isEmpty()) return new Recovery.Lost(head);
    var last = events.getLast().position();
    return new Recovery.Recovered(events, last, last.offset() < head.offset());
  }
}
