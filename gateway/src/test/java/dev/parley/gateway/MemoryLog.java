package dev.parley.gateway;

import dev.parley.platform.events.Event;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.Recovery;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// An event log in memory, which can forget, fail and begin another life.
final class MemoryLog implements EventLog {
  private final Map<TopicKey, List<Event>> events = new HashMap<>();
  private final Map<TopicKey, Long> forgotten = new HashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private String epoch = "1";
  private volatile boolean away;
  private volatile Runnable beforeRead = () -> {};

  synchronized Event append(TenantId tenant, EventDraft draft) {
    var key = new TopicKey(tenant, draft.topic());
    var list = events.computeIfAbsent(key, _ -> new ArrayList<>());
    var at = new Position(epoch, list.size() + 1L);
    var event =
        new Event(key, at, draft.type(), draft.payload(), draft.by(), Instant.now(), draft.ends());
    list.add(event);
    return event;
  }

  /// Of one topic, from now on.
  synchronized void forgetUntil(TopicKey key, long offset) {
    forgotten.put(key, offset);
  }

  synchronized void beginAnotherLife() {
    epoch = epoch + "1";
    events.clear();
  }

  void away(boolean gone) {
    away = gone;
  }

  void beforeRead(Runnable action) {
    beforeRead = action;
  }

  int reads() {
    return reads.get();
  }

  @Override
  public synchronized Position head(TopicKey key) {
    demandHere();
    return new Position(epoch, events.getOrDefault(key, List.of()).size());
  }

  @Override
  public synchronized Map<TopicKey, Position> heads(Collection<TopicKey> keys) {
    demandHere();
    Map<TopicKey, Position> heads = new HashMap<>();
    for (var key : keys) heads.put(key, head(key));
    return heads;
  }

  @Override
  public Recovery read(TopicKey key, Position after, int limit) {
    demandHere();
    reads.incrementAndGet();
    beforeRead.run();
    return readNow(key, after, limit);
  }

  private synchronized Recovery readNow(TopicKey key, Position after, int limit) {
    var head = head(key);
    boolean kept = after.offset() >= forgotten.getOrDefault(key, 0L);
    if (!after.epoch().equals(head.epoch()) || after.offset() > head.offset() || !kept) {
      return new Recovery.Lost(head);
    }
    var all = events.getOrDefault(key, List.of());
    int from = (int) after.offset();
    int to = Math.min(all.size(), from + limit);
    var some = List.copyOf(all.subList(from, to));
    var at = some.isEmpty() ? head : some.getLast().position();
    return new Recovery.Recovered(some, at, to < all.size());
  }

  private void demandHere() {
    if (away) throw new IllegalStateException("The log is away");
  }
}
