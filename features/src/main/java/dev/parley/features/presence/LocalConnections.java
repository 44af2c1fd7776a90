package dev.parley.features.presence;

import dev.parley.features.presence.PresenceStore.Beat;
import dev.parley.features.presence.PresenceStore.Change;
import dev.parley.features.presence.PresenceStore.Person;
import dev.parley.gateway.ConnectionId;
import dev.parley.gateway.ConnectionListener;
import dev.parley.platform.kernel.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's connections with their statuses. What the store did not hear, because it was away,
/// it hears with the next beat.
final class LocalConnections implements ConnectionListener {
  private static final Logger LOG = LoggerFactory.getLogger(LocalConnections.class);

  private final PresenceStore store;
  private final PresenceNews news;
  private final Map<ConnectionId, Beat> standing = new ConcurrentHashMap<>();

  LocalConnections(PresenceStore store, PresenceNews news) {
    this.store = store;
    this.news = news;
  }

  @Override
  public void opened(Actor actor, ConnectionId connection) {
    say(new Beat(person(actor), connection, Status.ONLINE));
  }

  @Override
  public void closed(Actor actor, ConnectionId connection) {
    standing.remove(connection);
    calmly(() -> news.tell(store.leave(person(actor), connection)));
  }

  void update(Actor actor, ConnectionId connection, Status status) {
    var beat = new Beat(person(actor), connection, status);
    if (standing.replace(connection, beat) != null) say(beat);
  }

  private void say(Beat beat) {
    standing.put(beat.connection(), beat);
    calmly(() -> news.tell(store.beat(List.of(beat))));
  }

  /// Says of every connection that it stands; none falls silent because news of another cannot be
  /// told.
  void beat() {
    var all = new ArrayList<>(standing.values());
    for (int from = 0; from < all.size(); from += PresenceStore.BATCH_MAX) {
      var some = all.subList(from, Math.min(all.size(), from + PresenceStore.BATCH_MAX));
      tell(store.beat(some));
      for (var beat : some) correct(beat);
    }
  }

  /// What was said may have been overtaken in the meantime.
  private void correct(Beat said) {
    var now = standing.get(said.connection());
    if (now == null) {
      tell(store.leave(said.person(), said.connection()));
    } else if (!now.equals(said)) {
      tell(store.beat(List.of(now)));
    }
  }

  private void tell(List<Change> changes) {
    calmly(() -> news.tell(changes));
  }

  private static Person person(Actor actor) {
    return new Person(actor.tenant(), actor.user());
  }

  /// A connection is not to suffer from presence being away.
  private static void calmly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("Presence could not be told: {}", String.valueOf(e));
    }
  }
}
