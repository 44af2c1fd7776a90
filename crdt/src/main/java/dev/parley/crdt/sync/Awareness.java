package dev.parley.crdt.sync;

import dev.parley.crdt.codec.Json;
import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.MalformedUpdate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Who is there, and what each says of itself: a cursor, a name. Every client has one state, JSON,
/// and only it makes newer ones; a client that is not heard of for a while is gone. Nothing of it
/// is stored. Behaves as y-protocols does, except that it can forget. Belongs to one thread.
///
/// ```java
/// var awareness = new Awareness(client, InstantSource.system());
/// var change = awareness.apply(received);
/// broadcast(awareness.encode(change.clients()));
/// ```
public final class Awareness {
  /// How long a client counts as there without being heard of.
  public static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// How often [#expire] should be called.
  public static final Duration EXPIRE_EVERY = TIMEOUT.dividedBy(10);

  /// How many clients are known at the same time. Those that have been gone longest are forgotten.
  public static final int CLIENTS_MAX = 10_000;

  /// How many characters all states together may have.
  public static final long STATES_LENGTH_MAX = 16 << 20;

  private static final Duration RENEW_AFTER = TIMEOUT.dividedBy(2);
  private static final String NOTHING_YET = "{}";

  private final long client;
  private final InstantSource time;
  private final Map<Long, String> states = new LinkedHashMap<>();

  /// Of clients that are there and of those that are gone, who was heard of last at the end.
  private final LinkedHashMap<Long, Heard> heard = new LinkedHashMap<>();

  private record Heard(long clock, Instant at) {}

  /// Begins with an empty object as the own state. Whoever has nothing to say, a server for
  /// example, calls [#removeLocalState] first.
  ///
  /// @param client the own client, that of the document
  public Awareness(long client, InstantSource time) {
    this.client = client;
    this.time = time;
    setLocalState(NOTHING_YET);
  }

  /// The states of all who are there, in the order in which they came.
  public Map<Long, String> states() {
    return Collections.unmodifiableMap(states);
  }

  public Optional<String> localState() {
    return Optional.ofNullable(states.get(client));
  }

  /// Says something else of oneself.
  ///
  /// @param state JSON, but not null
  public AwarenessChange setLocalState(String state) {
    if (Json.parse(state) == null) throw new IllegalArgumentException("null is no state");
    var before = states.put(client, state);
    hear(client, nextLocalClock());
    var self = List.of(client);
    if (before == null) return new AwarenessChange(self, List.of(), List.of(), List.of());
    return new AwarenessChange(List.of(), self, same(before, state) ? List.of() : self, List.of());
  }

  /// Says that this client is gone.
  public AwarenessChange removeLocalState() {
    states.remove(client);
    hear(client, nextLocalClock());
    return AwarenessChange.ofRemoved(List.of(client));
  }

  private long nextLocalClock() {
    var last = heard.get(client);
    return last == null ? 0 : last.clock + 1;
  }

  private void hear(long about, long clock) {
    heard.remove(about);
    heard.put(about, new Heard(clock, time.instant()));
  }

  /// Takes over what is newer in an update that a peer sent. Throws [MalformedUpdate], and then has
  /// taken over nothing.
  public AwarenessChange apply(byte[] update) {
    return apply(AwarenessUpdate.decode(update));
  }

  /// Takes over what is newer. Throws [MalformedUpdate], and then has taken over nothing.
  public AwarenessChange apply(AwarenessUpdate update) {
    checkRoom(update);
    var collected = new Collected();
    for (var entry : update.entries()) {
      if (isNews(entry)) take(entry, collected);
    }
    forgetWhoIsGone();
    return collected.change();
  }

  private void checkRoom(AwarenessUpdate update) {
    var newcomers = new HashSet<Long>();
    long length = 0;
    for (var entry : update.entries()) {
      if (entry.clock() >= Limits.SAFE_INTEGER_MAX) throw new MalformedUpdate("no clock");
      if (entry.state().isEmpty()) continue;
      var before = states.get(entry.client());
      boolean first = newcomers.add(entry.client());
      length += entry.state().get().length();
      if (first && before != null) length -= before.length();
    }
    newcomers.removeAll(states.keySet());
    if (states.size() + newcomers.size() > CLIENTS_MAX) {
      throw new MalformedUpdate("too many clients are there");
    }
    if (length > 0 && lengthOfStates() + length > STATES_LENGTH_MAX) {
      throw new MalformedUpdate("all states together are too large");
    }
  }

  private long lengthOfStates() {
    return states.values().stream().mapToLong(String::length).sum();
  }

  private boolean isNews(AwarenessUpdate.Entry entry) {
    var last = heard.get(entry.client());
    long known = last == null ? 0 : last.clock;
    if (known != entry.clock()) return known < entry.clock();
    return entry.state().isEmpty() && states.containsKey(entry.client());
  }

  private void take(AwarenessUpdate.Entry entry, Collected collected) {
    long about = entry.client();
    boolean known = heard.containsKey(about);
    if (entry.state().isEmpty()) {
      // Nobody else says that this client is gone: what it says next is newer than that.
      boolean contradicted = about == client && states.containsKey(client);
      if (!contradicted) states.remove(about);
      hear(about, contradicted ? entry.clock() + 1 : entry.clock());
      if (known) collected.removed.add(about);
      return;
    }
    var state = entry.state().get();
    var before = states.put(about, state);
    hear(about, entry.clock());
    if (!known) {
      collected.added.add(about);
    } else {
      collected.updated.add(about);
      if (before == null || !same(before, state)) collected.changed.add(about);
    }
  }

  private static boolean same(String a, String b) {
    return a.equals(b) || Objects.equals(Json.parse(a), Json.parse(b));
  }

  private void forgetWhoIsGone() {
    if (heard.size() <= CLIENTS_MAX) return;
    int surplus = heard.size() - CLIENTS_MAX;
    var oldest = heard.keySet().iterator();
    while (surplus > 0 && oldest.hasNext()) {
      long about = oldest.next();
      if (states.containsKey(about) || about == client) continue;
      oldest.remove();
      surplus--;
    }
  }

  /// Takes away the states of clients, for example when their connection ends.
  public AwarenessChange remove(Collection<Long> clients) {
    var removed = new ArrayList<Long>();
    for (long about : clients) {
      if (states.remove(about) == null) continue;
      if (about == client) hear(client, nextLocalClock());
      removed.add(about);
    }
    return removed.isEmpty() ? AwarenessChange.NONE : AwarenessChange.ofRemoved(removed);
  }

  /// Renews the own state when it is half as old as counts as gone, and takes away those of clients
  /// that were not heard of for so long. What it gives is to be broadcast like any change.
  public AwarenessChange expire() {
    var now = time.instant();
    var own = localState();
    boolean renew = own.isPresent() && olderThan(RENEW_AFTER, client, now);
    var renewed = renew ? setLocalState(own.get()) : AwarenessChange.NONE;
    var outdated =
        states.keySet().stream()
            .filter(about -> about != client && olderThan(TIMEOUT, about, now))
            .toList();
    var removed = remove(outdated).removed();
    return new AwarenessChange(renewed.added(), renewed.updated(), renewed.changed(), removed);
  }

  private boolean olderThan(Duration age, long about, Instant now) {
    var last = heard.get(about);
    return last != null && Duration.between(last.at, now).compareTo(age) >= 0;
  }

  /// The states of some clients for other peers, those of the gone as gone.
  ///
  /// @param clients each known, as those of a change are
  public byte[] encode(Collection<Long> clients) {
    return update(clients).encode();
  }

  /// The states of all who are there.
  public byte[] encode() {
    return encode(states.keySet());
  }

  private AwarenessUpdate update(Collection<Long> clients) {
    var entries = new ArrayList<AwarenessUpdate.Entry>();
    for (long about : clients) {
      var last = heard.get(about);
      if (last == null) throw new IllegalArgumentException("an unknown client: " + about);
      var state = Optional.ofNullable(states.get(about));
      entries.add(new AwarenessUpdate.Entry(about, last.clock, state));
    }
    return new AwarenessUpdate(entries);
  }

  private static final class Collected {
    final List<Long> added = new ArrayList<>();
    final List<Long> updated = new ArrayList<>();
    final List<Long> changed = new ArrayList<>();
    final List<Long> removed = new ArrayList<>();

    AwarenessChange change() {
      return new AwarenessChange(added, updated, changed, removed);
    }
  }
}
