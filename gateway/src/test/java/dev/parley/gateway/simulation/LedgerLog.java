package dev.parley.gateway.simulation;

import dev.parley.gateway.simulation.time.Chance;
import dev.parley.gateway.simulation.time.VirtualClockwork;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.Recovery;
import dev.parley.platform.events.TopicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// One node's way to the ledger, with the semantics of the log on PostgreSQL: what is read is of
/// one moment between the question and the answer. May be slow, and may fail.
final class LedgerLog implements EventLog {
  private static final long ROUND_TRIP_MIN = 200 * Chance.MICRO;
  private static final long ROUND_TRIP_MAX = 3 * Chance.MILLI;

  private final Ledger ledger;
  private final VirtualClockwork clockwork;
  private final Chance chance;
  private final Flaw flaw;
  private boolean away;
  private long slowest = ROUND_TRIP_MAX;

  LedgerLog(Ledger ledger, VirtualClockwork clockwork, Chance chance, Flaw flaw) {
    this.ledger = ledger;
    this.clockwork = clockwork;
    this.chance = chance;
    this.flaw = flaw;
  }

  void away(boolean gone) {
    away = gone;
  }

  /// Answers take up to so long.
  void slow(long nanos) {
    slowest = Math.max(nanos, ROUND_TRIP_MAX);
  }

  /// Asks something of the database.
  <T> T ask(Supplier<T> question) {
    clockwork.block(chance.nanos(ROUND_TRIP_MIN, slowest));
    if (away) throw new IllegalStateException("The database is away");
    var answer = question.get();
    clockwork.block(chance.nanos(ROUND_TRIP_MIN, slowest));
    if (away) throw new IllegalStateException("The database went away");
    return answer;
  }

  @Override
  public Position head(TopicKey key) {
    return ask(() -> ledger.of(key).head());
  }

  @Override
  public Map<TopicKey, Position> heads(Collection<TopicKey> keys) {
    return ask(() -> {
      // In the ledger's order, since that of a map of topics is not the same in every process.
      Map<TopicKey, Position> heads = new LinkedHashMap<>();
      for (var topic : ledger.topics()) {
        if (keys.contains(topic.key)) heads.put(topic.key, topic.head());
      }
      return heads;
    });
  }

  @Override
  public Recovery read(TopicKey key, Position after, int limit) {
    return ask(() -> readNow(ledger.of(key), after, Math.clamp(limit, 1, READ_EVENTS_MAX)));
  }

  private Recovery readNow(Ledger.TopicLog log, Position after, int limit) {
    var head = log.head();
    long missing = head.offset() - after.offset();
    if (!head.epoch().equals(after.epoch()) || missing < 0 || missing > RECOVERY_EVENTS_MAX) {
      return new Recovery.Lost(head);
    }
    if (missing == 0) return new Recovery.Recovered(List.of(), head, false);
    if (after.offset() < log.trimmed()) return new Recovery.Lost(head);
    var events = flaw.read(firstBytes(log.after(after.offset(), limit)), chance);
    var last = events.getLast().position();
    return new Recovery.Recovered(events, last, last.offset() < head.offset());
  }

  private static List<Event> firstBytes(List<Ledger.Committed> committed) {
    List<Event> events = new ArrayList<>();
    int bytes = 0;
    for (var one : committed) {
      bytes += one.event().payload().length();
      if (bytes > READ_BYTES_MAX && !events.isEmpty()) break;
      events.add(one.event());
    }
    return events;
  }
}
