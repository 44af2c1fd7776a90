package dev.parley.features.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.platform.postgres.Work;
import dev.parley.protocol.Problem;
import dev.parley.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AppenderTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void seqsAndOffsetsHaveNoGapWhen200SendersOnTwoNodesShare20Conversations() {
    long seed = System.nanoTime();
    var people = IntStream.range(0, 20).mapToObj(i -> world.person("P" + i)).toList();
    var rooms =
        IntStream.range(0, 20)
            .mapToObj(i -> world.group(people.get(i), people.toArray(Actor[]::new)))
            .toList();
    var results = new ConcurrentHashMap<String, MessageId>();
    try (var other = SERVER.anotherAppender();
        var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      var nodes = List.of(SERVER.messages, SERVER.messagesThrough(other));
      for (int sender = 0; sender < 200; sender++) {
        var person = people.get(sender % 20);
        var random = new Random(seed + sender);
        var name = "s" + sender;
        senders.submit(() -> sendAtRandom(new Sender(nodes, person, name), rooms, random, results));
      }
    }
    assertThat(results).as("seed %d", seed).hasSize(2_000);
    assertThat(Set.copyOf(results.values())).as("seed %d", seed).hasSize(2_000);
    long total = 0;
    for (var room : rooms) total += assertGapFree(room, "seed " + seed);
    assertThat(total).isEqualTo(2_000);
    var report = new VerifySeq(SERVER.database).check(world.tenant);
    assertThat(report.faults()).isEmpty();
    assertThat(report.messages()).isEqualTo(2_000);
  }

  @Test
  void aSendThatAnotherNodeRepeatsUnderItsIdIsStoredOnce() {
    var room = world.group(ada, bob);
    var id = MessageId.next();
    var draft = new MessageDraft(Optional.empty(), "Once", Optional.empty(), Optional.empty());
    try (var other = SERVER.anotherAppender()) {
      var first = World.await(SERVER.messages.send(ada, room, draft, id));
      var second = World.await(SERVER.messagesThrough(other).send(ada, room, draft, id));
      assertThat(first.message().id()).isEqualTo(id);
      assertThat(second).isEqualTo(first);
    }
    assertThat(assertGapFree(room, "repeated")).isEqualTo(1);
  }

  private record Sender(List<Messages> nodes, Actor actor, String name) {}

  /// Sends ten messages, each twice, on either node, at once or one after the other.
  private static void sendAtRandom(
      Sender sender, List<ConversationId> rooms, Random random, Map<String, MessageId> results) {
    for (int i = 0; i < 10; i++) {
      var clientId = sender.name() + "-" + i;
      var room = rooms.get(random.nextInt(rooms.size()));
      var draft = MessageDraft.of(clientId, "Text of " + clientId);
      var one = sender.nodes().get(random.nextInt(2)).send(sender.actor(), room, draft);
      if (random.nextBoolean()) World.await(one);
      var two = sender.nodes().get(random.nextInt(2)).send(sender.actor(), room, draft);
      var first = World.await(one);
      var second = World.await(two);
      assertThat(second.message()).isEqualTo(first.message());
      assertThat(List.of(first.duplicate(), second.duplicate())).containsOnlyOnce(true);
      results.put(clientId, first.message().id());
    }
  }

  private long assertGapFree(ConversationId room, String what) {
    var events = world.events(room.topic());
    var offsets = events.stream().map(event -> event.position().offset()).toList();
    var seqs =
        events.stream()
            .map(event -> Json.tree(event.payload()).get("message").get("seq").asLong())
            .toList();
    var expected = LongStream.rangeClosed(1, events.size()).boxed().toList();
    assertThat(offsets).as(what).isEqualTo(expected);
    assertThat(seqs).as(what).isEqualTo(expected);
    return events.size();
  }

  private static MessageAppender.Needs needs(Database database, Outbox outbox) {
    return new MessageAppender.Needs(
        database, outbox, SERVER.messageNeeds.tasks(), InstantSource.system());
  }

  /// An appender of one lane whose first batch stands still until it is let go, so that all that is
  /// sent meanwhile is one batch.
  private static final class Held implements Outbox, AutoCloseable {
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final MessageAppender appender =
        MessageAppender.start(needs(SERVER.database, this), new SimpleMeterRegistry(), 1);
    private final Messages messages = SERVER.messagesThrough(appender);

    @Override
    public void publish(Transaction tx, TenantId tenant, EventDraft draft) {
      if (draft.payload().contains("poison")) throw new IllegalStateException("poison");
      if (draft.payload().contains("hold")) {
        reached.countDown();
        Await.get(() -> {
          go.await();
          return true;
        });
      }
      SERVER.outbox.publish(tx, tenant, draft);
    }

    /// Sends a message that keeps the appender busy.
    void hold(Actor sender, ConversationId room) {
      messages.send(sender, room, MessageDraft.of("hold", "hold"));
      Await.get(() -> {
        reached.await();
        return true;
      });
    }

    @Override
    public void close() {
      go.countDown();
      appender.close();
    }
  }

  @Test
  void twoLanesKeepTheOrderOfEachConversation() {
    var rooms = Stream.generate(() -> world.group(ada, bob)).limit(8).toList();
    var sent = new HashMap<ConversationId, List<CompletableFuture<Sent>>>();
    for (int i = 0; i < 400; i++) {
      var room = rooms.get(i % rooms.size());
      var stage = SERVER.messages.send(ada, room, MessageDraft.of("o" + i, "Text " + i));
      sent.computeIfAbsent(room, _ -> new ArrayList<>()).add(stage.toCompletableFuture());
    }
    sent.forEach((room, stages) -> {
      var seqs = stages.stream().map(World::await).map(it -> it.message().seq()).toList();
      assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, stages.size()).boxed().toList());
      assertThat(assertGapFree(room, "")).isEqualTo(stages.size());
    });
  }

  @Test
  void aBadRowHarmsNobodyElseInItsBatch() {
    var room = world.direct(ada, bob);
    var elsewhere = world.group(ada, bob);
    try (var held = new Held()) {
      held.hold(ada, elsewhere);
      var before = held.messages.send(ada, room, MessageDraft.of("1", "before"));
      var bad = held.messages.send(bob, room, MessageDraft.of("2", "poison"));
      var after = held.messages.send(bob, room, MessageDraft.of("3", "after"));
      held.go.countDown();
      assertThat(World.await(before).message().seq()).isEqualTo(1);
      assertThat(World.await(after).message().seq()).isEqualTo(2);
      assertThat(bad.toCompletableFuture()).failsWithin(Await.LONGEST);
    }
    assertThat(assertGapFree(room, "")).isEqualTo(2);
  }

  @Test
  void oneBatchStoresAClientIdOnceAndJudgesEachRowAlone() {
    var room = world.direct(ada, bob);
    var other = world.group(bob, ada);
    var eve = world.person("Eve");
    try (var held = new Held()) {
      held.hold(ada, other);
      var first = held.messages.send(ada, room, MessageDraft.of("same", "one"));
      var stranger = held.messages.send(eve, room, MessageDraft.of("same", "no"));
      var again = held.messages.send(ada, room, MessageDraft.of("same", "two"));
      var bobs = held.messages.send(bob, room, MessageDraft.of("same", "three"));
      var elsewhere = held.messages.send(ada, other, MessageDraft.of("same", "four"));
      held.go.countDown();
      assertThat(World.await(first)).isEqualTo(new Sent(World.await(first).message(), false));
      assertThat(World.await(again)).isEqualTo(new Sent(World.await(first).message(), true));
      assertThat(World.refusal(() -> World.await(stranger))).isEqualTo("not_found");
      assertThat(World.await(bobs).message().seq()).isEqualTo(2);
      assertThat(World.await(elsewhere).message().seq()).isEqualTo(2);
    }
  }

  @Test
  void aReplyNamesAMessageOfTheSameConversation() {
    var room = world.direct(ada, bob);
    var other = world.group(ada, bob);
    var here = world.send(ada, room, "here");
    var there = world.send(ada, other, "there");
    var reply = World.await(SERVER.messages.send(bob, room, reply("r1", here.id()))).message();
    assertThat(reply.replyToId()).contains(here.id());
    var astray = SERVER.messages.send(bob, room, reply("r2", there.id()));
    assertThat(World.refusal(() -> World.await(astray))).isEqualTo("unprocessable");
    var nowhere = SERVER.messages.send(bob, room, reply("r2", MessageId.next()));
    assertThat(World.refusal(() -> World.await(nowhere))).isEqualTo("unprocessable");
    // What was refused was not remembered.
    assertThat(World.await(SERVER.messages.send(bob, room, reply("r2", here.id()))).duplicate())
        .isFalse();
  }

  private static MessageDraft reply(String clientId, MessageId to) {
    return new MessageDraft(Optional.of(clientId), "Re", Optional.of(to), Optional.empty());
  }

  @Test
  void whoWasRemovedOrDeactivatedSendsNoMore() {
    var cyd = world.person("Cyd");
    var room = world.group(ada, bob, cyd);
    SERVER.participants.remove(ada, room, bob.user());
    world.deactivate(cyd);
    assertThat(World.refusal(() -> world.send(bob, room, "Hi"))).isEqualTo("not_found");
    assertThat(World.refusal(() -> world.send(cyd, room, "Hi"))).isEqualTo("not_found");
    SERVER.conversations.delete(ada, room);
    assertThat(World.refusal(() -> world.send(ada, room, "Hi"))).isEqualTo("not_found");
  }

  @Test
  void aDrainAnswersWhatWasAcceptedAndRefusesTheRest() {
    var room = world.direct(ada, bob);
    var other = world.group(ada, bob);
    var accepted = new ArrayList<CompletableFuture<Sent>>();
    try (var held = new Held();
        var closing = Executors.newVirtualThreadPerTaskExecutor()) {
      held.hold(ada, other);
      for (int i = 0; i < 1_000; i++) {
        var draft = MessageDraft.of("d" + i, "Text " + i);
        accepted.add(held.messages.send(ada, room, draft).toCompletableFuture());
      }
      var closed = closing.submit(held.appender::close);
      Await.until(
          "no more is accepted",
          () ->
              World.refusal(() -> held.messages.send(bob, room, MessageDraft.of("late", "x")))
                  .equals("unavailable"));
      held.go.countDown();
      Await.get(closed::get);
    }
    assertThat(accepted).allMatch(CompletableFuture::isDone).noneMatch(this::failed);
    assertThat(assertGapFree(room, "")).isBetween(1_000L, 1_001L);
  }

  private boolean failed(CompletableFuture<Sent> future) {
    return future.isCompletedExceptionally();
  }

  @Test
  void aFullQueueRefusesAtOnce() {
    var room = world.direct(ada, bob);
    var other = world.group(ada, bob);
    try (var held = new Held()) {
      held.hold(ada, other);
      int sent = 0;
      var draft = MessageDraft.of("same", "x");
      while (World.refusal(() -> held.messages.send(ada, room, draft)).isEmpty()) sent++;
      assertThat(sent).isEqualTo(AppendLane.BOUNDS.waiting());
    }
  }

  /// Loses the answer of the first commit.
  private record Forgetful(Database database, AtomicInteger calls) implements Database {
    @Override
    public <T> T in(TenantId tenant, Work<T> work) {
      return database.in(tenant, work);
    }

    @Override
    public <T> T snapshot(TenantId tenant, Work<T> work) {
      return database.snapshot(tenant, work);
    }

    @Override
    public <T> T system(Work<T> work) {
      return database.system(work);
    }

    @Override
    public <T> T append(Work<T> work) {
      var result = database.append(work);
      if (calls.incrementAndGet() == 1) throw new Problem.Unavailable("lost").refused();
      return result;
    }
  }

  @Test
  void aCommitWhoseAnswerWasLostIsNotStoredTwice() {
    var room = world.direct(ada, bob);
    var forgetful = new Forgetful(SERVER.database, new AtomicInteger());
    try (var appender =
        MessageAppender.start(needs(forgetful, SERVER.outbox), new SimpleMeterRegistry())) {
      var draft = new MessageDraft(Optional.empty(), "once", Optional.empty(), Optional.empty());
      var sent = World.await(SERVER.messagesThrough(appender).send(ada, room, draft));
      assertThat(sent.duplicate()).isFalse();
      assertThat(sent.message().seq()).isEqualTo(1);
    }
    assertThat(assertGapFree(room, "")).isEqualTo(1);
  }

  @Test
  void clientIdsAreForgottenAfterTheirHorizonAndPartitionsAreThere() {
    var room = world.direct(ada, bob);
    world.sent(ada, room, "old", "one");
    var later = InstantSource.offset(InstantSource.system(), MessageAgents.CLIENT_ID_HORIZON);
    assertThat(MessageAgents.forget(SERVER.database, InstantSource.system())).isZero();
    assertThat(MessageAgents.forget(SERVER.database, later)).isPositive();
    assertThat(world.sent(ada, room, "old", "two").duplicate()).isFalse();
    assertThat(MessageAgents.ensurePartitions(SERVER.database)).isZero();
  }

  @Test
  void aDamagedSeqIsFound() {
    var room = world.direct(ada, bob);
    for (int i = 0; i < 3; i++) world.send(ada, room, "x");
    SERVER.database.in(
        world.tenant, tx -> tx.sql().execute("update message set seq = 2 where seq = 3"));
    var report = new VerifySeq(SERVER.database).check(world.tenant);
    assertThat(report.faults()).extracting(VerifySeq.Fault::conversation).containsOnly(room);
    assertThat(report.faults()).hasSize(2);
  }

  @Test
  void answersComeInTheOrderOfTheSends() {
    var room = world.direct(ada, bob);
    var answered = Collections.synchronizedList(new ArrayList<Long>());
    var all = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 100; i++) {
      all.add(
          SERVER
              .messages
              .send(ada, room, MessageDraft.of("o" + i, "x"))
              .thenAccept(sent -> answered.add(sent.message().seq()))
              .toCompletableFuture());
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    assertThat(answered).isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
  }
}
