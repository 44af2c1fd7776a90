package dev.parley.features.presence;

import dev.parley.features.presence.PresenceStore.Change;
import dev.parley.features.presence.PresenceStore.Person;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells of changed statuses, and keeps when the gone were last seen.
final class PresenceNews {
  /// Most people whose change waits for the database.
  private static final int UNTOLD_MAX = 10_000;

  private final Database database;
  private final PresenceStore store;
  private final PresenceRules rules;
  private final Bus bus;
  private final InstantSource clock;
  private final Set<Person> untold = new HashSet<>();

  PresenceNews(
      Database database, PresenceStore store, PresenceRules rules, Bus bus, InstantSource clock) {
    this.database = database;
    this.store = store;
    this.rules = rules;
    this.bus = bus;
    this.clock = clock;
  }

  /// Tells of these, and how those are now whose change could not be told before. Throws when the
  /// database is away; whom it was about waits for the next time.
  void tell(Collection<Change> changes) {
    var late = takeUntold(changes);
    try {
      tellNow(Stream.concat(late.stream().map(this::present), changes.stream()).toList());
    } catch (RuntimeException e) {
      keep(Stream.concat(late.stream(), changes.stream().map(Change::person)));
      throw e;
    }
  }

  private void tellNow(List<Change> changes) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    remember(changes, now);
    for (var change : changes) {
      if (rules.shown(change.person().tenant())) publish(change, now);
    }
  }

  private Change present(Person person) {
    var statuses = store.statuses(person.tenant(), List.of(person.user()));
    return new Change(person, statuses.getOrDefault(person.user(), Status.OFFLINE));
  }

  private List<Person> takeUntold(Collection<Change> changes) {
    synchronized (untold) {
      for (var change : changes) untold.remove(change.person());
      var taken = List.copyOf(untold);
      untold.clear();
      return taken;
    }
  }

  private void keep(Stream<Person> people) {
    synchronized (untold) {
      people.limit(UNTOLD_MAX - untold.size()).forEach(untold::add);
    }
  }

  private void remember(Collection<Change> changes, Instant now) {
    var gone =
        changes.stream()
            .filter(change -> change.status() == Status.OFFLINE)
            .map(Change::person)
            .collect(
                Collectors.groupingBy(
                    Person::tenant, Collectors.mapping(Person::user, Collectors.toSet())));
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
