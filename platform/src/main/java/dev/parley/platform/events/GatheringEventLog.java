package dev.parley.platform.events;

import dev.parley.platform.events.PostgresEventLog.Wanted;
import dev.parley.platform.postgres.Gathering;
import java.util.Collection;
import java.util.Map;

/// The event log for those of whom thousands ask at the same moment, as after a node's death: what
/// is asked meanwhile is asked together. Not for callers with a transaction open, which it does not
/// join.
public final class GatheringEventLog implements EventLog {
  /// Heads are asked for across tenants.
  private static final Gathering.Bounds HEADS = new Gathering.Bounds(2, 2, 500);

  /// Few reads a query, since each may bring [EventLog#READ_BYTES_MAX].
  private static final Gathering.Bounds READS = new Gathering.Bounds(4, 2, 16);

  private final PostgresEventLog log;
  private final Gathering<TopicKey, Position> heads;
  private final Gathering<Wanted, Recovery> reads;

  public GatheringEventLog(PostgresEventLog log) {
    this.log = log;
    heads = new Gathering<>(HEADS, _ -> true, log::headsOfAll);
    reads = new Gathering<>(READS, wanted -> wanted.key().tenant(), log::readAll);
  }

  @Override
  public Position head(TopicKey key) {
    return heads.ask(key).orElseThrow();
  }

  @Override
  public Map<TopicKey, Position> heads(Collection<TopicKey> keys) {
    return log.heads(keys);
  }

  @Override
  public Recovery read(TopicKey key, Position after, int limit) {
    return reads.ask(new Wanted(key, after, limit)).orElseThrow();
  }
}
