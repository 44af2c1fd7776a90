package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.events.EventDraft;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.EventPartitions;
import dev.parley.platform.events.OutboxRelay;
import dev.parley.platform.events.PostgresEventLog;
import dev.parley.platform.events.Recovery;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.events.TransactionalOutbox;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final TestPostgres POSTGRES = TestPostgres.create();
  private static final RecordingAnnouncer ANNOUNCER = new RecordingAnnouncer();
  private static final OutboxRelay RELAY = OutboxRelay.start(POSTGRES.database(), ANNOUNCER);
  private static final TransactionalOutbox OUTBOX = new TransactionalOutbox(ANNOUNCER, RELAY);
  private static final ManualClock CLOCK = ManualClock.atPresent();

  private final TenantId tenant = TenantId.next();
  private final UserId ada = UserId.next();
  private final TopicKey key = newTopic(tenant);
  private final EventLog log = new PostgresEventLog(POSTGRES.database(), CLOCK);

  @AfterAll
  static void close() {
    RELAY.close();
    POSTGRES.close();
  }

  private static TopicKey newTopic(TenantId tenant) {
    return new TopicKey(tenant, Topic.conversation(UserId.next().value()));
  }

  private EventDraft draft(TopicKey key, String text) {
    return EventDraft.of(key.topic(), "test.done", "{\"text\":\"" + text + "\"}", ada);
  }

  private void write(TopicKey... keys) {
    POSTGRES
        .database()
        .in(
            keys[0].tenant(),
            tx -> {
              for (var each : keys) OUTBOX.publish(tx, each.tenant(), draft(each, "x"));
              return keys.length;
            });
  }

  private static int markers() {
    return POSTGRES
        .database()
        .system(
            tx -> tx.sql().createQuery("select count(*) from outbox").mapTo(Integer.class).one());
  }

  @Test
  void offsetsHaveNoGapWhen32WritersShareTopics() throws Exception {
    var seed = System.nanoTime();
    var keys = List.of(key, newTopic(tenant), newTopic(tenant), newTopic(tenant));
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < 32; writer++) {
        var random = new Random(seed + writer);
        writers.submit(() -> writeAtRandom(keys, random));
      }
    }
    int total = 0;
    for (var each : keys) {
      var events = Whole.of(log, each);
      assertThat(Whole.offsets(events))
          .as("seed %d", seed)
          .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
      total += events.size();
    }
    assertThat(total).as("seed %d", seed).isGreaterThan(32);
  }

  private Void writeAtRandom(List<TopicKey> keys, Random random) {
    for (int turn = 0; turn < 10; turn++) {
      var chosen = new ArrayList<>(keys);
      Collections.shuffle(chosen, random);
      var some = chosen.subList(0, 1 + random.nextInt(keys.size())).toArray(TopicKey[]::new);
      if (random.nextInt(4) == 0) {
        writeAndRollBack(some);
      } else {
        write(some);
      }
    }
    return null;
  }

  private void writeAndRollBack(TopicKey... keys) {
    assertThatThrownBy(() ->
            POSTGRES
                .database()
                .in(
                    tenant,
                    tx -> {
                      for (var each : keys) OUTBOX.publish(tx, tenant, draft(each, "gone"));
                      tx.beforeCommit(() -> {
                        throw new IllegalStateException("no");
                      });
                      return 0;
                    }))
        .hasMessage("no");
  }

  @Test
  void nothingIsWrittenOrAnnouncedByARollback() {
    writeAndRollBack(key);
    assertThat(log.head(key).offset()).isZero();
    assertThat(ANNOUNCER.events()).noneMatch(event -> event.key().equals(key));
  }

  @Test
  void whatIsAnnouncedIsWhatTheLogReads() {
    write(key, key);
    POSTGRES
        .database()
        .in(
            tenant,
            tx -> {
              OUTBOX.publish(tx, tenant, draft(key, "bye, Grüße ☃").ending(ada));
              OUTBOX.publish(tx, tenant, draft(key, "all").endingAll());
              OUTBOX.publish(tx, tenant, draft(key, "gone").endingOnlookers());
              return 0;
            });
    var announced = ANNOUNCER.events().stream().filter(event -> event.key().equals(key)).toList();
    assertThat(announced).hasSize(5).isEqualTo(Whole.of(log, key));
    assertThat(announced.getLast().frame()).isEqualTo(Whole.of(log, key).getLast().frame());
  }

  @Test
  void aTransactionCannotPublishForAnotherTenant() {
    var other = newTopic(TenantId.next());
    assertThatThrownBy(() ->
            POSTGRES
                .database()
                .in(
                    tenant,
                    tx -> {
                      OUTBOX.publish(tx, other.tenant(), draft(other, "x"));
                      return 0;
                    }))
        .hasStackTraceContaining("An event belongs to the tenant of its transaction");
    assertThat(log.head(other).offset()).isZero();
  }

  @Test
  void theAppendScopePublishesForManyTenants() {
    var other = newTopic(TenantId.next());
    POSTGRES
        .database()
        .append(tx -> {
          for (var each : List.of(key, other, key)) {
            OUTBOX.publish(tx, each.tenant(), draft(each, "x"));
          }
          return 0;
        });
    assertThat(Whole.offsets(Whole.of(log, key))).containsExactly(1L, 2L);
    assertThat(Whole.offsets(Whole.of(log, other))).containsExactly(1L);
    assertThat(log.heads(List.of(key, other, newTopic(tenant))))
        .containsOnlyKeys(key, other)
        .containsEntry(key, log.head(key));
  }

  @Test
  void aSnapshotOfATopicWithoutEventsTellsItsLastingEpoch() {
    var head = POSTGRES.database().snapshot(tenant, _ -> log.head(key));
    assertThat(head.offset()).isZero();
    write(key);
    assertThat(log.read(key, head, 9)).isInstanceOf(Recovery.Recovered.class);
  }

  @Test
  void markersOfAnnouncedCommitsAreDeleted() {
    write(key);
    Await.until("no marker is left", () -> markers() == 0);
  }

  @Test
  void theRelayAnnouncesWhatACrashLeftBehind() {
    var gone = new RecordingAnnouncer();
    gone.away(true);
    var crashed = new TransactionalOutbox(gone, RELAY);
    POSTGRES
        .database()
        .in(
            tenant,
            tx -> {
              crashed.publish(tx, tenant, draft(key, "untold"));
              return 0;
            });
    Await.until("the head is announced", () -> log.head(key).equals(ANNOUNCER.heads().get(key)));
    Await.until("no marker is left", () -> markers() == 0);
  }

  @Test
  void partitionsAreMadeAheadAndDroppedWhenOld() {
    try (var _ = EventPartitions.start(POSTGRES.database(), EventPartitions.DAYS_KEPT)) {
      assertThat(partitions()).hasSize(EventPartitions.DAYS_AHEAD + 1);
    }
    var first = partitions().getFirst();
    Databases.asOwner(
        POSTGRES,
        sql -> {
          sql.execute("create table event_20200101 (like event including defaults)");
          sql.execute(
              "alter table event attach partition event_20200101"
                  + " for values from ('2020-01-01Z') to ('2020-01-02Z')");
        });
    assertThat(partitions()).contains("event_20200101");
    try (var _ = EventPartitions.start(POSTGRES.database(), EventPartitions.DAYS_KEPT)) {
      assertThat(partitions()).doesNotContain("event_20200101").startsWith(first);
    }
  }

  private static List<String> partitions() {
    var names = new ArrayList<String>();
    Databases.asOwner(
        POSTGRES,
        sql ->
            names.addAll(
                sql.createQuery(
                        "select inhrelid::regclass::text from pg_inherits"
                            + " where inhparent = 'event'::regclass order by 1")
                    .mapTo(String.class)
                    .list()));
    return names;
  }
}
