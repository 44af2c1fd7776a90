package dev.parley.features.rollout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.platform.agents.Agent;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the rules of the tenants that this node is asked about. It hears of changes at once over
/// the bus, finds them in the database at the latest [#POLL] after the commit whatever the bus
/// does, and never goes on for longer than [#FRESH] without having read, unless the database is
/// gone: then what was known holds. Safe for any thread.
final class RuleCache implements AutoCloseable {
  static final Duration POLL = Duration.ofSeconds(2);
  static final Duration FRESH = Duration.ofSeconds(30);

  /// The kind of control message that tells of a change.
  static final String KIND = "feature.changed";

  /// How far each look reaches back beyond the last one: for transactions that commit late.
  private static final Duration REACH = Duration.ofSeconds(60);

  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int CHANGES_MAX = 10_000;

  /// Most that is kept, in switches, people and members; beyond it the tenants that were not asked
  /// about for longest are read again when they are.
  private static final long KEPT_MAX = 2_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(RuleCache.class);

  /// @param readAt by the clock of the machine; empty when it has to be read again
  private record Kept(Rules rules, Optional<Long> readAt) {
    boolean fresh() {
      return readAt.isPresent() && System.nanoTime() - readAt.get() < FRESH.toNanos();
    }
  }

  private final Database database;
  private final EventLog log;
  private final Cache<TenantId, Kept> kept =
      Caffeine.newBuilder()
          .maximumWeight(KEPT_MAX)
          .<TenantId, Kept>weigher((_, each) -> each.rules().weight())
          .build();
  private final Cache<UUID, Boolean> seen =
      Caffeine.newBuilder().maximumSize(CHANGES_MAX * 2L).expireAfterWrite(REMEMBERED).build();
  private final Set<Optional<TenantId>> pending = ConcurrentHashMap.newKeySet();
  private final List<Consumer<Optional<TenantId>>> listeners = new CopyOnWriteArrayList<>();
  private final Agent polling;
  private volatile long looked = System.nanoTime();
  private volatile Map<SwitchKey, Setting> ofAll;

  RuleCache(Database database, EventLog log, Bus bus) {
    this.database = database;
    this.log = log;
    ofAll = database.system(RuleStore::ofAll);
    bus.listen(new Heard());
    polling = Agent.start("feature-changes", POLL, this::poll);
  }

  /// Hears which tenant's rules are others now, on a virtual thread; empty for all of them.
  void listen(Consumer<Optional<TenantId>> listener) {
    listeners.add(listener);
  }

  /// What an operator has said for all tenants, as of the last look: never waits.
  Map<SwitchKey, Setting> ofAll() {
    return ofAll;
  }

  /// What is kept, if it need not be read: never waits.
  Optional<Rules> atHand(TenantId tenant) {
    return Optional.ofNullable(kept.getIfPresent(tenant)).filter(Kept::fresh).map(Kept::rules);
  }

  /// May block. Not for a thread with a transaction open.
  Rules of(TenantId tenant) {
    return atHand(tenant).orElseGet(() -> read(tenant));
  }

  /// One reads, and the others wait for what comes of it.
  private Rules read(TenantId tenant) {
    return kept.asMap()
        .compute(
            tenant,
            (_, known) -> {
              if (known != null && known.fresh()) return known;
              try {
                return new Kept(load(tenant), Optional.of(System.nanoTime()));
              } catch (RuntimeException e) {
                if (known == null) throw e;
                LOG.warn("The switches of {} cannot be read; those known before hold", tenant, e);
                return new Kept(
                    known.rules(), Optional.of(System.nanoTime() - FRESH.toNanos() / 2));
              }
            })
        .rules();
  }

  /// What an operator has said for all is read last, since news of it comes after it was written:
  /// the rules are never older than their position.
  private Rules load(TenantId tenant) {
    var own =
        database.snapshot(
            tenant,
            tx ->
                new Rules(
                    RuleStore.switches(tx, tenant),
                    RuleStore.people(tx, tenant),
                    RuleStore.members(tx, tenant),
                    new Rules.Defaults(RuleStore.ofTenant(tx, tenant), Map.of()),
                    log.head(new TopicKey(tenant, Topic.tenant(tenant.value())))));
    ofAll = database.system(RuleStore::ofAll);
    var defaults = new Rules.Defaults(own.defaults().ofTenant(), ofAll);
    return new Rules(own.switches(), own.people(), own.groups(), defaults, own.position());
  }

  /// One look into the database.
  void poll() {
    long now = System.nanoTime();
    var within = Duration.ofNanos(now - looked).plus(REACH);
    var changes =
        database.system(tx -> {
          ofAll = RuleStore.ofAll(tx);
          return RuleStore.changed(tx, within, CHANGES_MAX);
        });
    for (var change : changes) {
      if (seen.asMap().putIfAbsent(change.id(), true) == null) changed(change.tenant());
    }
    looked = now;
  }

  /// Several changes of one moment are looked into once.
  private void changed(Optional<TenantId> tenant) {
    if (!pending.add(tenant)) return;
    Thread.ofVirtual()
        .name("feature-changed")
        .start(() -> {
          pending.remove(tenant);
          if (tenant.isPresent()) spoil(tenant.get());
          else kept.asMap().keySet().forEach(this::spoil);
          for (var listener : listeners) tell(listener, tenant);
        });
  }

  private static void tell(Consumer<Optional<TenantId>> listener, Optional<TenantId> tenant) {
    try {
      listener.accept(tenant);
    } catch (RuntimeException e) {
      LOG.warn("What follows from a change of switches failed", e);
    }
  }

  /// Waits for who is reading, since that may be of before.
  private void spoil(TenantId tenant) {
    kept.asMap().computeIfPresent(tenant, (_, old) -> new Kept(old.rules(), Optional.empty()));
  }

  private final class Heard implements Bus.Listener {
    @Override
    public void message(BusMessage message) {
      if (!(message instanceof BusMessage.Control(var kind, var text)) || !kind.equals(KIND))
        return;
      try {
        changed(Optional.of(TenantId.of(text)));
      } catch (IllegalArgumentException _) {
        // Of another version; the look into the database finds it.
      }
    }

    @Override
    public void interrupted() {
      // The database is looked into all the time.
    }
  }

  @Override
  public void close() {
    polling.close();
  }
}
