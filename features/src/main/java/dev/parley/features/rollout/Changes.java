package dev.parley.features.rollout;

import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Topic;
import java.util.Optional;

/// What follows from every change: it is written down, the people of the tenant hear of it, and so
/// do all nodes.
final class Changes {
  private final Outbox outbox;
  private final Bus bus;

  Changes(Outbox outbox, Bus bus) {
    this.outbox = outbox;
    this.bus = bus;
  }

  /// @param kind `switch`, `person`, `default` or `group`
  /// @param key empty where it is of no one switch
  /// @param version of the tenant's switch after it; 0 where there is none
  /// @param by empty where it is an operator
  record Draft(
      String kind,
      Optional<SwitchKey> key,
      Optional<UserId> user,
      int version,
      Optional<UserId> by,
      Optional<?> before,
      Optional<?> after) {

    static Draft ofSwitch(SwitchKey key, int version, Optional<?> before, Optional<?> after) {
      return new Draft(
          "switch", Optional.of(key), Optional.empty(), version, Optional.empty(), before, after);
    }

    static Draft ofPerson(SwitchKey key, UserId user, int version) {
      var none = Optional.empty();
      return new Draft(
          "person", Optional.of(key), Optional.of(user), version, Optional.empty(), none, none);
    }

    static Draft ofGroup(UserId user) {
      var none = Optional.empty();
      return new Draft(
          "group", Optional.empty(), Optional.of(user), 0, Optional.empty(), none, none);
    }

    static Draft ofDefault(SwitchKey key, int version) {
      var none = Optional.empty();
      return new Draft(
          "default", Optional.of(key), Optional.empty(), version, Optional.empty(), none, none);
    }

    Draft by(UserId who) {
      return new Draft(kind, key, user, version, Optional.of(who), before, after);
    }

    Draft from(Optional<?> what) {
      return new Draft(kind, key, user, version, by, what, after);
    }

    Draft to(Optional<?> what) {
      return new Draft(kind, key, user, version, by, before, what);
    }
  }

  private record Changed(Optional<SwitchKey> key, int version) {}

  void publish(Transaction tx, TenantId tenant, Draft draft) {
    ChangeStore.insert(tx, tenant, draft);
    tell(tx, tenant, draft.key(), draft.version(), draft.by());
  }

  /// Lets people and nodes look again, where it is written down elsewhere.
  void tell(
      Transaction tx, TenantId tenant, Optional<SwitchKey> key, int version, Optional<UserId> by) {
    var payload = Json.write(new Changed(key, version));
    var topic = Topic.tenant(tenant.value());
    outbox.publish(
        tx, tenant, new EventDraft(topic, "feature.changed", payload, by, new Ending.Nobody()));
    var message = new BusMessage.Control(RuleCache.KIND, tenant.toString());
    tx.afterCommit(() -> bus.publish(message));
  }
}
