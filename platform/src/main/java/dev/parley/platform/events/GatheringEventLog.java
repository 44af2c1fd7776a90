package dev.parley.platform.events;

import dev.parley.platform.events.PostgresEventLog.Wanted;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Gathering;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The event log for those of whom thousands ask at the same moment, as after a node's death: what
/// is asked meanwhile is asked together. Not for callers with a transaction open, which it does not
/// join.
public final class GatheringEventLog implements EventLog {
  /// Queries of one kind under way.
  static final int AT_ONCE_MAX = 2;

  static final int HEADS_MAX = 500;

  /// Reads of one query, each of which may bring [EventLog#READ_BYTES_MAX].
  static final int READS_MAX = 16;

  private final PostgresEventLog log;
  private final Gathering<TopicKey, Position> heads;
  private final Gathering<Wanted, Recovery> reads;

  public GatheringEventLog(PostgresEventLog log) {
    this.log = log;
    heads = new Gathering<>(AT_ONCE_MAX, HEADS_MAX, log::headsOfAll);
    reads = new Gathering<>(AT_ONCE_MAX, READS_MAX, this::readAll);
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

  private Map<Wanted, Recovery> readAll(List<Wanted> all) {
    var byTenant = new LinkedHashMap<TenantId, List<Wanted>>();
    for (var one : all) {
      byTenant.computeIfAbsent(one.key().tenant(), _ -> new ArrayList<>()).add(one);
    }
    var recoveries = new HashMap<Wanted, Recovery>();
    byTenant.forEach((tenant, some) -> recoveries.putAll(log.read(tenant, some)));
    return recoveries;
  }
}
