package dev.parley.features.citations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.messages.CitedTasks;
import dev.parley.features.messages.Message;
import dev.parley.features.messages.MessageAppender;
import dev.parley.features.messages.MessageDraft;
import dev.parley.features.messages.MessageId;
import dev.parley.features.messages.Messages;
import dev.parley.features.messages.Sent;
import dev.parley.features.tasks.Task;
import dev.parley.features.tasks.TaskId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.UserId;
import dev.parley.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CitationsTest {
  private static final Server SERVER = new Server();
  private static final String WAITING =
      """
      select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where not l.granted and a.datname = current_database()
      """;

  private final Citations citations = new Citations(SERVER.tasks, SERVER.messages);
  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor guest = world.person("Gus", Role.GUEST);
  private final Actor dan = world.person("Dan");

  /// Ada, Bob and the guest are in both, Dan in the conversation alone.
  private final WorkspaceId work = world.workspace(ada);

  private final ConversationId talk = world.group(ada, bob, guest, dan);
  private final UUID task = task(ada, work);

  CitationsTest() {
    world.join(ada, work, WorkspaceRole.MEMBER, bob);
    world.join(ada, work, WorkspaceRole.GUEST, guest);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static UUID task(Actor actor, WorkspaceId work) {
    var given = Json.mapper().createObjectNode().put("title", "Book the venue");
    return World.await(SERVER.tasks.create(actor, work, given)).id().value();
  }

  private static MessageDraft citing(String content, UUID... tasks) {
    return new MessageDraft(
        Optional.of(content), content, Optional.empty(), Optional.empty(), List.of(tasks));
  }

  private CompletionStage<Sent> sending(Actor actor, String content, UUID... tasks) {
    return SERVER.messages.send(actor, talk, citing(content, tasks));
  }

  private Message send(Actor actor, String content, UUID... tasks) {
    return World.await(sending(actor, content, tasks)).message();
  }

  private String refusal(Actor actor, String content, UUID... tasks) {
    return World.refusal(() -> send(actor, content, tasks));
  }

  private Message edit(Actor actor, Message message, UUID... tasks) {
    var edit = new Messages.Edit("Edited", Optional.of(List.of(tasks)));
    return SERVER.messages.edit(actor, talk, message.id(), edit);
  }

  private CompletionStage<Task> deleting(UUID id) {
    return SERVER.tasks.delete(ada, new TaskId(id), OptionalInt.empty());
  }

  private List<MessageId> cited(Actor actor) {
    return citations.list(actor, new TaskId(task), Optional.empty(), 10).messages().stream()
        .map(Message::id)
        .toList();
  }

  @Test
  void aMessageTellsTheTasksThatItCitesByTheirIds() {
    var other = task(ada, work);
    var sent = send(bob, "These two", other, task);
    assertThat(sent.taskIds()).containsExactly(other, task);
    assertThat(send(guest, "This one", task).taskIds()).containsExactly(task);
    var member = SERVER.conversations.member(dan, talk).orElseThrow();
    assertThat(SERVER.messages.find(member, sent.id())).contains(sent);
    var event = Json.tree(world.events(talk.topic()).getFirst().payload());
    assertThat(event.at("/message/taskIds")).isEqualTo(Json.tree(Json.write(List.of(other, task))));
  }

  @Test
  void whatCitesNothingSaysNothingOfIt() {
    send(ada, "Plain");
    assertThat(world.events(talk.topic()).getLast().payload()).doesNotContain("taskIds");
  }

  @Test
  void aTaskThatTheSenderDoesNotSeeIsAnsweredAsAMissingOneAndNothingIsStored() {
    var elsewhere = SERVER.world();
    var eve = elsewhere.person("Eve");
    var foreign = task(eve, elsewhere.workspace(eve));
    var gone = task(ada, work);
    World.await(deleting(gone));
    var hidden = World.await(sending(ada, "Seen", task)).message();
    assertThat(refusal(dan, "hidden", task)).isEqualTo("unprocessable");
    assertThat(refusal(ada, "missing", UUID.randomUUID())).isEqualTo("unprocessable");
    assertThat(refusal(ada, "gone", gone)).isEqualTo("unprocessable");
    assertThat(refusal(ada, "foreign", foreign)).isEqualTo("unprocessable");
    assertThat(refusal(ada, "one of two", task, gone)).isEqualTo("unprocessable");
    assertThat(world.snapshot(ada, talk).currentSeq()).isEqualTo(hidden.seq());
    assertThat(send(ada, "gone").taskIds()).isEmpty();
  }

  @Test
  void aSendThatIsRefusedForWhatItCitesHindersNoOther() {
    var before = sending(bob, "before", task);
    var refused = sending(dan, "refused", task);
    var after = sending(dan, "after");
    assertThat(World.await(before).message().seq()).isEqualTo(1);
    assertThat(World.refusal(() -> World.await(refused))).isEqualTo("unprocessable");
    assertThat(World.await(after).message().seq()).isEqualTo(2);
  }

  @Test
  void whoIsNotInTheConversationLearnsNothingOfTheTask() {
    var eve = world.person("Eve");
    assertThat(refusal(eve, "one", task)).isEqualTo("not_found");
    assertThat(refusal(eve, "two", UUID.randomUUID())).isEqualTo("not_found");
  }

  @Test
  void aSendThatIsRepeatedIsTheFirstOneAlthoughTheTaskIsGone() {
    var first = World.await(sending(bob, "once", task));
    World.await(deleting(task));
    var second = World.await(sending(bob, "once", task));
    assertThat(second.duplicate()).isTrue();
    assertThat(second.message()).isEqualTo(first.message());
  }

  @Test
  void anEditChangesWhatIsCitedAndSeesWhatIsNew() {
    var other = task(ada, work);
    var sent = send(bob, "This", task);
    var kept = SERVER.messages.edit(bob, talk, sent.id(), "Only words");
    assertThat(kept.taskIds()).containsExactly(task);
    assertThat(edit(bob, sent, other, task).taskIds()).containsExactly(other, task);
    World.await(deleting(task));
    assertThat(edit(bob, sent, task, other).taskIds()).containsExactly(task, other);
    assertThat(edit(bob, sent, other).taskIds()).containsExactly(other);
    assertThat(World.refusal(() -> edit(bob, sent, task))).isEqualTo("unprocessable");
    assertThat(edit(bob, sent).taskIds()).isEmpty();
    var plain = send(dan, "Mine");
    assertThat(World.refusal(() -> edit(dan, plain, other))).isEqualTo("unprocessable");
  }

  @Test
  void aTombstoneCitesNothing() {
    var sent = send(bob, "This", task);
    assertThat(SERVER.messages.delete(bob, talk, sent.id()).taskIds()).isEmpty();
    assertThat(cited(bob)).isEmpty();
    assertThat(world.events(talk.topic())).noneMatch(event -> event.payload().contains("taskIds"));
  }

  @Test
  void aMessageCitesEachTaskOnceAndNotTooMany() {
    var many = Stream.generate(UUID::randomUUID).limit(MessageDraft.TASKS_MAX + 1);
    assertThat(World.refusal(() -> citing("many", many.toArray(UUID[]::new))))
        .isEqualTo("too_large");
    assertThat(World.refusal(() -> citing("twice", task, task))).isEqualTo("invalid");
  }

  @Test
  void fromATaskOneFindsTheMessagesThatOneMayRead() {
    var among = world.group(ada, bob);
    var first = send(ada, "First", task);
    var second = World.await(SERVER.messages.send(bob, among, citing("Second", task))).message();
    send(bob, "Another", task(ada, work));
    assertThat(cited(ada)).containsExactly(second.id(), first.id());
    assertThat(cited(guest)).containsExactly(first.id());
    assertThat(World.refusal(() -> cited(dan))).isEqualTo("not_found");
    var page = citations.list(ada, new TaskId(task), Optional.empty(), 1);
    assertThat(page.hasMore()).isTrue();
    assertThat(page.messages()).containsExactly(second);
    var rest = citations.list(ada, new TaskId(task), Optional.of(second.id()), 1);
    assertThat(rest.hasMore()).isFalse();
    assertThat(rest.messages()).containsExactly(first);
  }

  /// An appender that does something once it was judged what is cited.
  private MessageAppender appender(Runnable judged) {
    CitedTasks tasks =
        (tx, asked) -> {
          var seen = SERVER.messageNeeds.tasks().seen(tx, asked);
          judged.run();
          return seen;
        };
    var needs =
        new MessageAppender.Needs(SERVER.database, SERVER.outbox, tasks, InstantSource.system());
    return MessageAppender.start(needs, new SimpleMeterRegistry());
  }

  @Test
  void whoeverDeletesTheTaskOrTakesTheSenderOutMeanwhileWaitsForTheCommit() {
    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      var deleted = new CompletableFuture<Task>();
      var removed = new CompletableFuture<UserId>();
      var early = new AtomicInteger();
      Runnable judged =
          () -> {
            deleting(task).thenAccept(deleted::complete);
            others.execute(() -> removed.complete(removeBob()));
            Await.get(() -> others.submit(() -> Await.until("both wait", this::bothWait)).get());
            if (deleted.isDone() || removed.isDone()) early.incrementAndGet();
          };
      try (var appender = appender(judged)) {
        var sending = SERVER.messagesThrough(appender).send(bob, talk, citing("Now", task));
        assertThat(World.await(sending).message().taskIds()).containsExactly(task);
      }
      assertThat(World.await(deleted).id().value()).isEqualTo(task);
      assertThat(World.await(removed)).isEqualTo(bob.user());
      assertThat(early).hasValue(0);
    }
    assertThat(refusal(bob, "Too late", task)).isEqualTo("unprocessable");
  }

  private UserId removeBob() {
    SERVER.memberships.remove(ada, work, bob.user());
    return bob.user();
  }

  private boolean bothWait() {
    return SERVER.database.system(tx -> tx.sql().createQuery(WAITING).mapTo(Long.class).one()) == 2;
  }

  @Test
  void sendsThatCiteNothingAskNothing() {
    var asked = new AtomicInteger();
    try (var appender = appender(asked::incrementAndGet)) {
      World.await(SERVER.messagesThrough(appender).send(ada, talk, citing("Plain")));
      assertThat(asked).hasValue(0);
      World.await(SERVER.messagesThrough(appender).send(ada, talk, citing("Citing", task)));
      assertThat(asked).hasValue(1);
    }
  }
}
