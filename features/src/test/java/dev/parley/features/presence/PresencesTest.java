package dev.parley.features.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.SharedConversations;
import dev.parley.features.tenants.PresenceVisibility;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Work;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Topic;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PresencesTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Presences presences =
      new Presences(
          SERVER.database,
          new LocalPresence(),
          new PresenceRules(
              SERVER.tenants, SERVER.people, new SharedConversations(SERVER.database)),
          SERVER.bus,
          InstantSource.system());

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private List<String> listen(Actor person) {
    var key = new TopicKey(world.tenant, Topic.user(person.user().value()));
    var heard = new CopyOnWriteArrayList<String>();
    SERVER.bus.subscribe(key);
    SERVER.bus.listen(
        new Bus.Listener() {
          @Override
          public void message(BusMessage message) {
            if (message instanceof BusMessage.Ephemeral(var to, var frame) && to.equals(key)) {
              var payload = Json.tree(frame.toString()).get("payload");
              heard.add(payload.get("status").asString());
            }
          }

          @Override
          public void interrupted() {}
        });
    return heard;
  }

  private void visibility(PresenceVisibility visibility) {
    var root = world.person("Root", Role.OWNER);
    SERVER.tenants.update(root, Optional.empty(), Optional.of(visibility));
  }

  private Presence seen(Actor by, Actor person) {
    return presences.of(by, List.of(person.user())).getFirst();
  }

  /// A database that can be away for a while.
  private static final class Fickle implements Database {
    private volatile boolean away;

    private Database reached() {
      if (away) throw new Problem.Unavailable("away").refused();
      return SERVER.database;
    }

    @Override
    public <T> T in(TenantId tenant, Work<T> work) {
      return reached().in(tenant, work);
    }

    @Override
    public <T> T snapshot(TenantId tenant, Work<T> work) {
      return reached().snapshot(tenant, work);
    }

    @Override
    public <T> T system(Work<T> work) {
      return reached().system(work);
    }

    @Override
    public <T> T append(Work<T> work) {
      return reached().append(work);
    }
  }

  @Test
  void whoLeavesWhileTheDatabaseIsAwayIsToldToBeGoneOnceItIsBack() {
    visibility(PresenceVisibility.EVERYONE);
    var heard = listen(ada);
    var database = new Fickle();
    var rules =
        new PresenceRules(SERVER.tenants, SERVER.people, new SharedConversations(SERVER.database));
    var flaky =
        new Presences(database, new LocalPresence(), rules, SERVER.bus, InstantSource.system());
    var phone = ConnectionId.next();
    flaky.listener().opened(ada, phone);
    database.away = true;
    flaky.listener().closed(ada, phone);
    database.away = false;
    flaky.sweep();
    flaky.sweep();
    assertThat(heard).containsExactly("online", "offline");
    assertThat(flaky.of(bob, List.of(ada.user())).getFirst().lastSeenAt()).isPresent();
  }

  @Test
  void nobodyElseFallsSilentWhileTheDatabaseIsAway() {
    visibility(PresenceVisibility.EVERYONE);
    var database = new Fickle();
    var rules =
        new PresenceRules(SERVER.tenants, SERVER.people, new SharedConversations(SERVER.database));
    var now = new AtomicLong();
    var store = new LocalPresence(PresenceStore.GONE_AFTER, now::get);
    var news = new PresenceNews(database, store, rules, SERVER.bus, InstantSource.system());
    var connections = new LocalConnections(store, news);
    var gone = ConnectionId.next();
    connections.opened(ada, gone);
    var people = Stream.generate(UserId::next).limit(PresenceStore.BATCH_MAX + 1).toList();
    for (var user : people) {
      connections.opened(
          new Actor(world.tenant, user, SessionId.next(), Role.MEMBER), ConnectionId.next());
    }
    database.away = true;
    connections.closed(ada, gone);
    now.addAndGet(PresenceStore.GONE_AFTER.minusSeconds(1).toNanos());
    connections.beat();
    now.addAndGet(PresenceStore.GONE_AFTER.minusSeconds(1).toNanos());
    assertThat(store.sweep()).isEmpty();
  }

  @Test
  void comingGoingAndBeingAwayAreToldOnceOverAllDevices() {
    visibility(PresenceVisibility.EVERYONE);
    var heard = listen(ada);
    var phone = ConnectionId.next();
    var laptop = ConnectionId.next();
    presences.listener().opened(ada, phone);
    presences.listener().opened(ada, laptop);
    presences.update(ada, phone, Status.AWAY);
    presences.update(ada, laptop, Status.AWAY);
    presences.listener().closed(ada, phone);
    assertThat(seen(bob, ada).status()).contains(Status.AWAY);
    presences.listener().closed(ada, laptop);
    assertThat(heard).containsExactly("online", "away", "offline");
    var gone = seen(bob, ada);
    assertThat(gone.status()).contains(Status.OFFLINE);
    assertThat(gone.lastSeenAt()).isPresent();
  }

  @Test
  void whereOnlyCompanionsSeeEachOtherStrangersSeeNothing() {
    visibility(PresenceVisibility.SHARED);
    presences.listener().opened(ada, ConnectionId.next());
    assertThat(seen(bob, ada)).isEqualTo(Presence.hidden(ada.user()));
    assertThat(seen(ada, ada).status()).contains(Status.ONLINE);
    world.direct(ada, bob);
    assertThat(seen(bob, ada).status()).contains(Status.ONLINE);
    assertThat(presences.visible(bob, ada.user())).isTrue();
  }

  @Test
  void whereNobodySeesItNothingIsTold() {
    visibility(PresenceVisibility.NOBODY);
    world.direct(ada, bob);
    var heard = listen(ada);
    presences.listener().opened(ada, ConnectionId.next());
    assertThat(heard).isEmpty();
    assertThat(seen(bob, ada).status()).isEmpty();
    assertThat(presences.visible(bob, ada.user())).isFalse();
  }

  @Test
  void aStrangerToTheTenantIsSeenByNobody() {
    visibility(PresenceVisibility.EVERYONE);
    var eve = SERVER.world().person("Eve");
    assertThat(presences.visible(bob, eve.user())).isFalse();
    assertThat(presences.visible(bob, ada.user())).isTrue();
  }

  @Test
  void anUpdateOfAClosedConnectionBringsNobodyBack() {
    visibility(PresenceVisibility.EVERYONE);
    var phone = ConnectionId.next();
    presences.listener().opened(ada, phone);
    presences.listener().closed(ada, phone);
    presences.update(ada, phone, Status.ONLINE);
    assertThat(seen(bob, ada).status()).contains(Status.OFFLINE);
  }
}
