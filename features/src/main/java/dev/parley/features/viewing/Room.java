package dev.parley.features.viewing;

import dev.parley.features.viewing.ViewingStore.News;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Those who look at one topic, and what has not been told of them. Guarded by its store.
final class Room {
  private final LinkedHashMap<UserId, Person> people = new LinkedHashMap<>();

  /// Whether a person who came or left was there before; empty where that is in doubt.
  private final Map<UserId, Optional<Boolean>> untold = new HashMap<>();

  /// Whom the last news was of, until it is told.
  private final Set<UserId> taken = new HashSet<>();

  private @Nullable Long told;

  private record Person(Instant since, Set<ConnectionId> connections) {}

  void join(UserId user, ConnectionId connection, Instant since) {
    var person = people.get(user);
    if (person == null) {
      person = new Person(since, new HashSet<>());
      people.put(user, person);
      untold.putIfAbsent(user, Optional.of(false));
    }
    person.connections.add(connection);
  }

  void leave(UserId user, ConnectionId connection) {
    var person = people.get(user);
    if (person == null || !person.connections.remove(connection)) return;
    if (!person.connections.isEmpty()) return;
    people.remove(user);
    untold.putIfAbsent(user, Optional.of(true));
  }

  void told() {
    taken.clear();
  }

  Viewers viewers() {
    var shown =
        people.entrySet().stream()
            .limit(Limits.VIEWERS_SHOWN_MAX)
            .map(each -> new Viewer(each.getKey(), each.getValue().since))
            .toList();
    return new Viewers(shown, people.size());
  }

  /// The nanoseconds until it may be told something.
  long quiet(long now) {
    if (told == null) return 0;
    var quiet = taken.isEmpty() ? ViewingStore.QUIET : ViewingStore.TOLD_WITHIN;
    return Math.max(0, told + quiet.toNanos() - now);
  }

  /// Whether there is nothing more to tell.
  boolean isTold() {
    return untold.isEmpty() && taken.isEmpty();
  }

  boolean isEmpty() {
    return people.isEmpty();
  }

  Optional<News> take(TopicKey topic, long now) {
    for (var user : taken) untold.put(user, Optional.empty());
    taken.clear();
    var joined = new ArrayList<Viewer>();
    var left = new ArrayList<UserId>();
    boolean named = Math.max(people.size(), untold.size()) <= Limits.VIEWERS_SHOWN_MAX;
    untold.forEach((user, before) -> {
      var person = people.get(user);
      if (person != null && !before.orElse(false)) joined.add(new Viewer(user, person.since));
      if (person == null && before.orElse(true)) left.add(user);
    });
    boolean nothing = joined.isEmpty() && left.isEmpty();
    if (!nothing) taken.addAll(untold.keySet());
    untold.clear();
    if (nothing) return Optional.empty();
    told = now;
    int change = joined.size() - left.size();
    return Optional.of(
        named
            ? new News(topic, people.size(), change, joined, left)
            : new News(topic, people.size(), change, List.of(), List.of()));
  }
}
