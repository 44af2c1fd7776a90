package dev.parley.platform.events;

import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /// The same, and every topic is there: one without a row is given it.
  Map<TopicKey, Position> headsOfAll(Collection<TopicKey> keys) {
    return database.system(tx -> heads(tx, keys).known);
  }

  @Override
  public Recovery read(TopicKey key, Position after, int limit) {
    return database.in(key.tenant(), tx -> read(tx, key, after, limit));
  }

  private Recovery read(Transaction tx, TopicKey key, Position after, int limit) {
    var asked = new Asked(new Wanted(key, after, limit), head(tx, key));
    return read(tx, List.of(asked)).getFirst();
  }

  /// What [#read(TopicKey, Position, int)] is asked for.
  record Wanted(TopicKey key, Position after, int limit) {}

  private record Asked(Wanted wanted, Position head) {
    long missing() {
      return head.offset() - wanted.after().offset();
    }

    boolean isLost() {
      return !head.epoch().equals(wanted.after().epoch())
          || wanted.after().offset() < 0
          || missing() < 0
          || missing() > RECOVERY_EVENTS_MAX;
    }

    EventStore.Range range() {
      int most = Math.clamp(wanted.limit(), 1, READ_EVENTS_MAX);
      var after = wanted.after().offset();
      return new EventStore.Range(wanted.key(), head.epoch(), after, head.offset(), most);
    }
  }

  /// Many reads of one tenant, in two round trips; two more where a topic has no row yet. Each may
  /// bring [EventLog#READ_BYTES_MAX].
  Map<Wanted, Recovery> readAll(List<Wanted> all) {
    return database.in(
        all.getFirst().key().tenant(),
        tx -> {
          var heads = heads(tx, all.stream().map(Wanted::key).distinct().toList());
          var asked = all.stream().map(one -> new Asked(one, heads.get(one.key()))).toList();
          var read = read(tx, asked);
          var recoveries = new HashMap<Wanted, Recovery>();
          for (int i = 0; i < read.size(); i++) recoveries.put(all.get(i), read.get(i));
          return recoveries;
        });
  }

  private static Heads heads(Transaction tx, Collection<TopicKey> keys) {
    var heads = EventStore.heads(tx.sql(), keys);
    var missing = keys.stream().filter(key -> !heads.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      EventStore.beginAll(tx.sql(), missing);
      heads.putAll(EventStore.heads(tx.sql(), missing));
    }
    return new Heads(heads);
  }

  /// Every topic that was asked about is there.
  private record Heads(Map<TopicKey, Position> known) {
    Position get(TopicKey key) {
      return Objects.requireNonNull(known.get(key));
    }
  }

  private List<Recovery> read(Transaction tx, List<Asked> all) {
    var ranges =
        all.stream().filter(one -> !one.isLost() && one.missing() > 0).map(Asked::range).toList();
    var since = clock.instant().minus(RECOVERY_AGE_MAX);
    var read =
        ranges.isEmpty()
            ? Collections.<List<Event>>emptyIterator()
            : EventStore.read(tx.sql(), ranges, since).iterator();
    List<Recovery> recoveries = new ArrayList<>(all.size());
    for (var one : all) {
      if (one.isLost()) recoveries.add(new Recovery.Lost(one.head));
      else if (one.missing() == 0) {
        recoveries.add(new Recovery.Recovered(List.of(), one.head, false));
      } else recoveries.add(contiguous(read.next(), one.wanted.after(), one.head));
    }
    return recoveries;
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
