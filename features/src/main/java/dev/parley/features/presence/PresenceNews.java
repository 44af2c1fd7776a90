package dev.parley.features.presence;

import dev.parley.features.presence.PresenceStore.Change;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.EventFrame;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tells of changed statuses, and keeps when the gone were last seen.
final class PresenceNews {
  private final Database database;
  private final PresenceRules rules;
  private final Bus bus;
  private final InstantSource clock;

  PresenceNews(Database database, PresenceRules rules, Bus bus, InstantSource clock) {
    this.database = database;
    this.rules = rules;
    this.bus = bus;
    this.clock = clock;
  }

  void tell(Collection<Change> changes) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    remember(changes, now);
    for (var change : changes) {
      if (rules.shown(change.person().tenant())) publish(change, now);
    }
  }

  private void remember(Collection<Change> changes, Instant now) {
    var gone =
        changes.stream()
            .filter(change -> change.status() == Status.OFFLINE)
            .map(Change::person)
            .collect(
                Collectors.groupingBy(
                    PresenceStore.Person::tenant,
                    Collectors.mapping(PresenceStore.Person::user, Collectors.toSet())));
    gone.forEach((tenant, users) ->
        database.in(tenant, tx -> LastSeenStore.write(tx.sql(), tenant, users, now)));
  }

  private void publish(Change change, Instant now) {
    var user = change.person().user();
    var topic = Topic.user(user.value());
    var seen = Optional.of(now).filter(_ -> change.status() == Status.OFFLINE);
    var presence = new Presence(user, Optional.of(change.status()), seen);
    var frame = EventFrame.ephemeral("presence.changed", topic, Json.write(presence), now);
    bus.publish(new BusMessage.Ephemeral(new TopicKey(change.person().tenant(), topic), frame));
  }
}
