package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.events.EventDraft;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.OutboxRelay;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.PostgresEventLog;
import dev.parley.platform.events.Recovery;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.events.TransactionalOutbox;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What every event log does.
abstract class EventLogContract {
  private static final int ASKERS = 32;

  private static @Nullable World world;

  private final TenantId tenant = TenantId.next();
  private final UserId ada = UserId.next();
  private final TopicKey key = newTopic(tenant);
  private final EventLog log =
      log(new PostgresEventLog(world().postgres.database(), ManualClock.atPresent()));

  /// The log that is looked at, on the one that is the truth.
  abstract EventLog log(PostgresEventLog truth);

  /// A database with its relay.
  private record World(TestPostgres postgres, OutboxRelay relay, TransactionalOutbox outbox) {
    static World begin() {
      var postgres = TestPostgres.create();
      var announcer = new RecordingAnnouncer();
      var relay = OutboxRelay.start(postgres.database(), announcer);
      return new World(postgres, relay, new TransactionalOutbox(announcer, relay));
    }

    void end() {
      relay.close();
      postgres.close();
    }
  }

  @BeforeAll
  static void begin() {
    world = World.begin();
  }

  @AfterAll
  static void end() {
    world().end();
  }

  private static World world() {
    return Objects.requireNonNull(world);
  }

  private static TopicKey newTopic(TenantId tenant) {
    return new TopicKey(tenant, Topic.conversation(UserId.next().value()));
  }

  private EventDraft draft(TopicKey key, String text) {
    return EventDraft.of(key.topic(), "test.done", "{\"text\":\"" + text + "\"}", ada);
  }

  private void write(TopicKey... keys) {
    world()
        .postgres
        .database()
        .in(
            keys[0].tenant(),
            tx -> {
              for (var each : keys) world().outbox.publish(tx, each.tenant(), draft(each, "x"));
              return keys.length;
            });
  }

  private static List<Long> offsets(Recovery recovery) {
    return Whole.offsets(((Recovery.Recovered) recovery).events());
  }

  @Test
  void oneReadHoldsNoMoreThanItsBytesAndAtLeastOneEvent() {
    var key = newTopic(TenantId.next());
    var sizes = List.of(EventLog.READ_BYTES_MAX + 1, 10, EventLog.READ_BYTES_MAX / 2, 10, 600_000);
    world()
        .postgres
        .database()
        .in(
            key.tenant(),
            tx -> {
              for (int size : sizes)
                world().outbox.publish(tx, key.tenant(), draft(key, "x".repeat(size)));
              return true;
            });
    var start = new Position(log.head(key).epoch(), 0);
    var first = (Recovery.Recovered) log.read(key, start, EventLog.READ_EVENTS_MAX);
    assertThat(Whole.offsets(first.events())).containsExactly(1L);
    assertThat(first.more()).isTrue();
    var second = (Recovery.Recovered) log.read(key, first.at(), EventLog.READ_EVENTS_MAX);
    assertThat(Whole.offsets(second.events())).containsExactly(2L, 3L, 4L);
    assertThat(Whole.offsets(Whole.of(log, key))).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void anEpochStaysAndIsOneTopicsOwn() {
    var before = log.head(key);
    write(key);
    assertThat(log.head(key).epoch()).isEqualTo(before.epoch());
    assertThat(log.head(newTopic(tenant)).epoch()).isNotEqualTo(before.epoch());
  }

  @Test
  void afterARestoreEveryOldPositionIsLost() {
    write(key);
    var before = new Position(log.head(key).epoch(), 0);
    Databases.asSuperuser(
        world().postgres,
        sql ->
            assertThat(sql.select("select renew_epochs()").mapTo(Long.class).one()).isPositive());
    assertThat(log.read(key, before, 9)).isEqualTo(new Recovery.Lost(log.head(key)));
  }

  @Test
  void aReadIsCutAtItsLimitAndSaysSo() {
    write(key, key, key);
    var start = new Position(log.head(key).epoch(), 0);
    var first = (Recovery.Recovered) log.read(key, start, 2);
    assertThat(Whole.offsets(first.events())).containsExactly(1L, 2L);
    assertThat(first.more()).isTrue();
    var second = (Recovery.Recovered) log.read(key, first.at(), 2);
    assertThat(Whole.offsets(second.events())).containsExactly(3L);
    assertThat(second.more()).isFalse();
    assertThat(second.at()).isEqualTo(log.head(key));
    var third = (Recovery.Recovered) log.read(key, second.at(), 2);
    assertThat(third.events()).isEmpty();
  }

  @Test
  void aPositionOfAnotherEpochOrBeyondTheHeadIsLost() {
    write(key);
    var head = log.head(key);
    assertThat(log.read(key, new Position("other", 0), 9)).isEqualTo(new Recovery.Lost(head));
    assertThat(log.read(key, new Position(head.epoch(), 2), 9)).isEqualTo(new Recovery.Lost(head));
    assertThat(log.read(key, new Position(head.epoch(), -1), 9)).isEqualTo(new Recovery.Lost(head));
  }

  @Test
  void aPositionTooFarBehindIsLost() {
    for (int batch = 0; batch < 3; batch++) {
      write(Collections.nCopies(3_334, key).toArray(TopicKey[]::new));
    }
    var head = log.head(key);
    assertThat(head.offset()).isEqualTo(10_002);
    assertThat(log.read(key, new Position(head.epoch(), 1), 9)).isInstanceOf(Recovery.Lost.class);
    assertThat(log.read(key, new Position(head.epoch(), 2), 9))
        .isInstanceOf(Recovery.Recovered.class);
  }

  @Test
  void eventsOfYesterdayAreLost() {
    write(key);
    var start = new Position(log.head(key).epoch(), 0);
    var tomorrow = ManualClock.atPresent();
    tomorrow.advance(Duration.ofHours(25));
    var then = log(new PostgresEventLog(world().postgres.database(), tomorrow));
    assertThat(then.read(key, start, 9)).isEqualTo(new Recovery.Lost(log.head(key)));
  }

  @Test
  void aTenantReadsNothingOfAnother() {
    write(key);
    var stranger = new TopicKey(TenantId.next(), key.topic());
    assertThat(log.head(stranger).offset()).isZero();
    assertThat(log.head(stranger).epoch()).isNotEqualTo(log.head(key).epoch());
  }

  @Test
  void headsLeaveOutWhatHasNoEvent() {
    write(key);
    assertThat(log.heads(List.of(key, newTopic(tenant)))).isEqualTo(Map.of(key, log.head(key)));
    assertThat(log.heads(List.of())).isEmpty();
  }

  /// Topics of several tenants, with and without events, some wanted from two places.
  @Test
  void whoAsksAtTheSameMomentGetsTheirOwnAnswer() {
    var keys =
        IntStream.range(0, 40)
            .mapToObj(i -> newTopic(i % 3 == 0 ? TenantId.next() : tenant))
            .toList();
    for (int i = 0; i < keys.size(); i++) {
      if (i % 5 > 0) write(Collections.nCopies(i % 5, keys.get(i)).toArray(TopicKey[]::new));
    }
    try (var askers = Executors.newFixedThreadPool(ASKERS, Thread.ofVirtual().factory())) {
      var rest =
          IntStream.range(0, 160)
              .mapToObj(i ->
                  askers.submit(() -> {
                    var asked = keys.get(i % 40);
                    var epoch = log.head(asked).epoch();
                    return log.read(asked, new Position(epoch, i < 80 ? 0 : 1), 1 + i % 2);
                  }))
              .toList();
      for (int i = 0; i < 160; i++) {
        int written = i % 40 % 5;
        int from = i < 80 ? 0 : 1;
        var recovery = Await.get(rest.get(i)::get);
        if (from > written) {
          assertThat(recovery).isInstanceOf(Recovery.Lost.class);
        } else {
          int until = Math.min(written, from + 1 + i % 2);
          assertThat(offsets(recovery))
              .isEqualTo(LongStream.rangeClosed(from + 1, until).boxed().toList());
          assertThat(((Recovery.Recovered) recovery).at().offset()).isEqualTo(until);
        }
      }
    }
  }
}
