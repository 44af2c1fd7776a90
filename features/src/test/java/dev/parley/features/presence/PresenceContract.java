package dev.parley.features.presence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.presence.PresenceStore.Beat;
import dev.parley.features.presence.PresenceStore.Change;
import dev.parley.features.presence.PresenceStore.Person;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store of presence keeps.
abstract class PresenceContract {
  static final Duration LONG = Duration.ofMinutes(5);
  static final Duration SHORT = Duration.ofMillis(50);

  private final Person ada = new Person(TenantId.next(), UserId.next());
  private final ConnectionId phone = ConnectionId.next();
  private final ConnectionId laptop = ConnectionId.next();

  /// A store that forgets a connection so long after its last beat. Those of one test see the same.
  abstract PresenceStore store(Duration goneAfter);

  private List<Change> beat(PresenceStore store, ConnectionId connection, Status status) {
    return store.beat(List.of(new Beat(ada, connection, status)));
  }

  private static Status status(PresenceStore store, Person person) {
    var statuses = store.statuses(person.tenant(), List.of(person.user()));
    return requireNonNull(statuses.get(person.user()));
  }

  @Test
  void theFirstConnectionAndTheLastAreChanges() {
    var store = store(LONG);
    assertThat(status(store, ada)).isEqualTo(Status.OFFLINE);
    assertThat(beat(store, phone, Status.ONLINE)).containsExactly(new Change(ada, Status.ONLINE));
    assertThat(status(store, ada)).isEqualTo(Status.ONLINE);
    assertThat(beat(store, phone, Status.ONLINE)).isEmpty();
    assertThat(store.leave(ada, phone)).containsExactly(new Change(ada, Status.OFFLINE));
    assertThat(store.leave(ada, phone)).isEmpty();
    assertThat(status(store, ada)).isEqualTo(Status.OFFLINE);
  }

  @Test
  void oneDeviceThatComesAndGoesBesideAnotherIsNoChange() {
    var store = store(LONG);
    beat(store, laptop, Status.ONLINE);
    assertThat(beat(store, phone, Status.ONLINE)).isEmpty();
    assertThat(beat(store, phone, Status.AWAY)).isEmpty();
    assertThat(store.leave(ada, phone)).isEmpty();
    assertThat(status(store, ada)).isEqualTo(Status.ONLINE);
  }

  @Test
  void theBestOfTheDevicesCounts() {
    var store = store(LONG);
    beat(store, phone, Status.AWAY);
    assertThat(status(store, ada)).isEqualTo(Status.AWAY);
    assertThat(beat(store, laptop, Status.ONLINE)).containsExactly(new Change(ada, Status.ONLINE));
    assertThat(store.leave(ada, laptop)).containsExactly(new Change(ada, Status.AWAY));
  }

  @Test
  void aPersonOfAnotherTenantIsSomeoneElse() {
    var store = store(LONG);
    beat(store, phone, Status.ONLINE);
    assertThat(status(store, new Person(TenantId.next(), ada.user()))).isEqualTo(Status.OFFLINE);
  }

  @Test
  void whoseBeatsCeaseIsGoneOnceAndComesBackWithTheNext() {
    var store = store(SHORT);
    beat(store, phone, Status.ONLINE);
    beat(store, laptop, Status.AWAY);
    var told = new ArrayList<Change>();
    Await.until(
        "gone",
        () -> {
          told.addAll(own(store.sweep()));
          return status(store, ada) == Status.OFFLINE;
        });
    assertThat(told).last().isEqualTo(new Change(ada, Status.OFFLINE));
    assertThat(told).filteredOn(change -> change.status() == Status.OFFLINE).hasSize(1);
    assertThat(own(store.sweep())).isEmpty();
    assertThat(beat(store, phone, Status.ONLINE)).containsExactly(new Change(ada, Status.ONLINE));
  }

  private List<Change> own(List<Change> changes) {
    return changes.stream().filter(change -> change.person().equals(ada)).toList();
  }

  @Test
  void whoBeatsStays() {
    var store = store(LONG);
    beat(store, phone, Status.ONLINE);
    assertThat(own(store.sweep())).isEmpty();
    assertThat(status(store, ada)).isEqualTo(Status.ONLINE);
  }

  @Test
  void ofManyAtOnceEachChangeIsToldToOne() {
    var store = store(LONG);
    var told = new ConcurrentLinkedQueue<Change>();
    var devices = IntStream.range(0, 40).mapToObj(_ -> ConnectionId.next()).toList();
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      devices.forEach(
          device -> nodes.submit(() -> told.addAll(beat(store, device, Status.ONLINE))));
    }
    assertThat(told).containsExactly(new Change(ada, Status.ONLINE));
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      devices.forEach(device -> nodes.submit(() -> told.addAll(store.leave(ada, device))));
    }
    assertThat(told).endsWith(new Change(ada, Status.OFFLINE)).hasSize(2);
  }
}
