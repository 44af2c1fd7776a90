package dev.parley.gateway.simulation;

import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.gateway.simulation.time.Violation;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.Frame;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is true in one simulation: which events were committed, who may hear them, what was said in
/// passing. All nodes see it through ports that may be late, wrong about nothing, or away.
final class Ledger {
  final TenantId tenant;
  private final InstantSource clock;
  private final Map<String, TopicLog> topics = new HashMap<>();
  private final List<TopicLog> inOrder = new ArrayList<>();
  private final Set<String> said = new HashSet<>();
  private long serial;
  private int epochs;
  private int losses;

  Ledger(TenantId tenant, InstantSource clock) {
    this.tenant = tenant;
    this.clock = clock;
  }

  /// An event that stands in the log.
  ///
  /// @param serial its place among all that was ever committed
  record Committed(Event event, Frame frame, long serial) {
    long offset() {
      return event.position().offset();
    }

    boolean ends(UserId user) {
      return switch (event.ends()) {
        case Ending.Nobody _, Ending.Onlookers _ -> false;
        case Ending.One(var one) -> one.equals(user);
        case Ending.Everyone _ -> true;
      };
    }
  }

  /// Until when somebody might hear a topic's durable events.
  private static final class Entitlement {
    Grant grant = Grant.NONE;
    long until;
    int changes;
  }

  /// One topic's log, and who may hear it.
  final class TopicLog {
    final TopicKey key;
    private final Map<String, List<Committed>> lives = new HashMap<>();
    private final Map<UserId, Entitlement> entitlements = new HashMap<>();
    private String epoch = nextEpoch();
    private List<Committed> events = new ArrayList<>();

    /// Up to here nothing is kept.
    private long trimmed;

    private TopicLog(Topic topic) {
      key = new TopicKey(tenant, topic);
      lives.put(epoch, events);
    }

    Position head() {
      return new Position(epoch, events.size());
    }

    String epoch() {
      return epoch;
    }

    long trimmed() {
      return trimmed;
    }

    Committed commit(String type, String payload, Ending ends) {
      var at = new Position(epoch, events.size() + 1L);
      var event = new Event(key, at, type, payload, Optional.empty(), clock.instant(), ends);
      var committed = new Committed(event, event.frame(), ++serial);
      events.add(committed);
      return committed;
    }

    List<Committed> after(long offset, int limit) {
      int to = Math.min(events.size(), (int) offset + limit);
      return events.subList((int) offset, to);
    }

    /// The event of an offset, in any life of the log.
    @Nullable Committed find(String life, long offset) {
      var all = lives.get(life);
      return all == null || offset < 1 || offset > all.size() ? null : all.get((int) offset - 1);
    }

    void trim(long until) {
      losses++;
      trimmed = Math.clamp(until, trimmed, events.size());
    }

    /// As after a restore: what came later is gone, and everything has another epoch.
    void beginAnotherLife(long kept) {
      losses++;
      var before = events.subList(0, (int) Math.clamp(kept, trimmed, events.size()));
      epoch = nextEpoch();
      events = new ArrayList<>();
      for (var one : before) events.add(inThisLife(one));
      lives.put(epoch, events);
    }

    private Committed inThisLife(Committed one) {
      var e = one.event;
      var at = new Position(epoch, one.offset());
      var event = new Event(key, at, e.type(), e.payload(), e.by(), e.at(), e.ends());
      return new Committed(event, one.frame, one.serial);
    }

    Grant grant(UserId user) {
      return entitlement(user).grant;
    }

    void grant(UserId user, Grant grant) {
      var entitlement = entitlement(user);
      if (entitlement.grant == Grant.FULL) entitlement.until = serial;
      entitlement.grant = grant;
      entitlement.changes++;
    }

    /// How often that has changed.
    int changes(UserId user) {
      return entitlement(user).changes;
    }

    /// Whether this event may reach this person now: they may hear the topic, or could when it was
    /// committed.
    boolean entitled(UserId user, Committed event) {
      var entitlement = entitlement(user);
      return entitlement.grant == Grant.FULL || event.serial <= entitlement.until;
    }

    private Entitlement entitlement(UserId user) {
      return entitlements.computeIfAbsent(user, _ -> new Entitlement());
    }
  }

  private String nextEpoch() {
    return "e" + ++epochs;
  }

  TopicLog open(Topic topic) {
    var log = new TopicLog(topic);
    topics.put(topic.toString(), log);
    inOrder.add(log);
    return log;
  }

  List<TopicLog> topics() {
    return inOrder;
  }

  TopicLog of(TopicKey key) {
    return of(key.topic().toString());
  }

  TopicLog of(String topic) {
    var log = topics.get(topic);
    if (log == null) throw new Violation("A topic that nobody opened: " + topic);
    return log;
  }

  /// Whether anything was ever trimmed or restored.
  boolean hasForgotten() {
    return losses > 0;
  }

  /// Remembers that something was said in passing.
  void said(String what) {
    said.add(what);
  }

  boolean wasSaid(String what) {
    return said.contains(what);
  }
}
