package dev.parley.platform.events;

import dev.parley.platform.agents.Agent;
import dev.parley.platform.postgres.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Finishes what commits began: deletes the markers of announced ones in batches, and announces
/// those that a crash, or a bus that was away, left behind. Every node runs one; that two announce
/// the same head does no harm.
public final class OutboxRelay implements AutoCloseable {
  /// A marker older than this was left behind by its committer.
  static final Duration LEFT_BEHIND = Duration.ofSeconds(2);

  /// A marker older than this is of no more use: every node compares all heads more often.
  static final Duration FORGOTTEN = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration ANNOUNCE_MAX = Duration.ofSeconds(2);
  private static final int BATCH_MAX = 1_000;

  /// Announced commits that wait for their marker's deletion; what does not fit is announced twice.
  private static final int CONFIRMED_MAX = 65_536;

  private final Database database;
  private final Announcer announcer;
  private final BlockingQueue<Long> confirmed = new ArrayBlockingQueue<>(CONFIRMED_MAX);
  private final Duration leftBehind;
  private final Agent agent;

  private OutboxRelay(Database database, Announcer announcer, Duration leftBehind) {
    this.database = database;
    this.announcer = announcer;
    this.leftBehind = leftBehind;
    this.agent = Agent.start("outbox-relay", PAUSE, this::turn);
  }

  /// Starts the relay of this node.
  public static OutboxRelay start(Database database, Announcer announcer) {
    return new OutboxRelay(database, announcer, LEFT_BEHIND);
  }

  /// The events of this commit have reached the bus.
  void confirm(long marker) {
    confirmed.offer(marker);
  }

  private void turn() {
    deleteConfirmed();
    relayLeftBehind();
  }

  private void deleteConfirmed() {
    var ids = new ArrayList<Long>(BATCH_MAX);
    while (confirmed.drainTo(ids, BATCH_MAX) > 0) {
      delete(ids);
      ids.clear();
    }
  }

  private void delete(List<Long> ids) {
    database.system(tx -> {
      MarkerStore.delete(tx.sql(), ids);
      return ids.size();
    });
  }

  private void relayLeftBehind() {
    var markers =
        database.system(tx -> {
          MarkerStore.deleteOlderThan(tx.sql(), FORGOTTEN);
          return MarkerStore.leftBehind(tx.sql(), leftBehind, BATCH_MAX);
        });
    if (markers.isEmpty()) return;
    var heads = new HashMap<TopicKey, Position>();
    for (var marker : markers) {
      marker.heads().forEach((key, head) -> heads.merge(key, head, OutboxRelay::further));
    }
    try {
      announcer
          .announceHeads(heads)
          .toCompletableFuture()
          .orTimeout(ANNOUNCE_MAX.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException _) {
      return; // The bus is away, which it tells itself; the markers stay for the next turn.
    }
    delete(markers.stream().map(MarkerStore.Marker::id).toList());
  }

  private static Position further(Position one, Position other) {
    return one.offset() > other.offset() ? one : other;
  }

  @Override
  public void close() {
    agent.close();
    deleteConfirmed();
  }
}
