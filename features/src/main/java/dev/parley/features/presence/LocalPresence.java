package dev.parley.features.presence;

import dev.parley.gateway.ConnectionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// The statuses of an installation that is one process. One lock, held for moments.
public final class LocalPresence implements PresenceStore {
  private final long goneAfter;
  private final LongSupplier nanoTime;
  private final Map<Person, Map<ConnectionId, Standing>> people = new HashMap<>();

  public LocalPresence() {
    this(GONE_AFTER, System::nanoTime);
  }

  LocalPresence(Duration goneAfter, LongSupplier nanoTime) {
    this.goneAfter = goneAfter.toNanos();
    this.nanoTime = nanoTime;
  }

  private record Standing(Status status, long since) {}

  @Override
  public synchronized List<Change> beat(List<Beat> beats) {
    long now = nanoTime.getAsLong();
    var changes = new ArrayList<Change>();
    for (var beat : beats) {
      var connections = people.computeIfAbsent(beat.person(), _ -> new HashMap<>());
      var before = best(connections);
      connections.put(beat.connection(), new Standing(beat.status(), now));
      note(beat.person(), before, best(connections), changes);
    }
    return changes;
  }

  @Override
  public synchronized List<Change> leave(Person person, ConnectionId connection) {
    var changes = new ArrayList<Change>();
    var connections = people.getOrDefault(person, Map.of());
    if (!connections.containsKey(connection)) return changes;
    var before = best(connections);
    connections.remove(connection);
    note(person, before, best(connections), changes);
    if (connections.isEmpty()) people.remove(person);
    return changes;
  }

  @Override
  public synchronized List<Change> sweep() {
    long now = nanoTime.getAsLong();
    var changes = new ArrayList<Change>();
    people.forEach((person, connections) -> {
      var before = best(connections);
      connections.values().removeIf(standing -> now - standing.since() > goneAfter);
      note(person, before, best(connections), changes);
    });
    people.values().removeIf(Map::isEmpty);
    return changes;
  }

  @Override
  public synchronized Map<UserId, Status> statuses(TenantId tenant, Collection<UserId> users) {
    var statuses = new HashMap<UserId, Status>();
    for (var user : users) {
      statuses.put(user, best(people.getOrDefault(new Person(tenant, user), Map.of())));
    }
    return statuses;
  }

  private static Status best(Map<ConnectionId, Standing> connections) {
    var best = Status.OFFLINE;
    for (var standing : connections.values()) {
      if (standing.status().compareTo(best) < 0) best = standing.status();
    }
    return best;
  }

  private static void note(Person person, Status before, Status after, List<Change> changes) {
    if (before != after) changes.add(new Change(person, after));
  }
}
