package dev.parley.features.comments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.Conversation;
import dev.parley.features.conversations.ConversationId;
import dev.parley.features.tasks.Task;
import dev.parley.features.tasks.TaskId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Role;
import dev.parley.protocol.Topic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CommentsTest {
  private static final Server SERVER = new Server();

  private final Comments comments =
      new Comments(SERVER.workspaces, SERVER.tasks, SERVER.conversations, SERVER.database);

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor guest = world.person("Gus", Role.GUEST);
  private final Actor stranger = world.person("Sam");
  private final WorkspaceId work = world.workspace(ada);
  private final TaskId task = task("Book the venue");

  CommentsTest() {
    world.join(ada, work, WorkspaceRole.MEMBER, bob);
    world.join(ada, work, WorkspaceRole.GUEST, guest);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private TaskId task(String title) {
    var given = Json.mapper().createObjectNode().put("title", title);
    return World.await(SERVER.tasks.create(ada, work, given)).id();
  }

  private ConversationId enter(Actor actor) {
    return comments.enter(actor, task).id();
  }

  private Task delete(Actor actor) {
    return World.await(SERVER.tasks.delete(actor, task, OptionalInt.empty()));
  }

  private List<String> names(ConversationId id) {
    var member = SERVER.conversations.member(ada, id).orElseThrow();
    return SERVER.participants.list(member).stream().map(it -> it.displayName()).sorted().toList();
  }

  @Test
  void aTaskHasOneConversation() {
    assertThat(comments.find(ada, task)).isEmpty();
    var begun = comments.enter(ada, task);
    assertThat(begun.name()).contains("Book the venue");
    assertThat(begun.workspaceId()).contains(work);
    assertThat(begun.taskId()).contains(task.value());
    world.send(ada, begun.id(), "Which one?");
    assertThat(comments.find(bob, task)).isEmpty();
    assertThat(enter(bob)).isEqualTo(begun.id());
    assertThat(comments.find(bob, task).map(Conversation::currentSeq)).contains(1L);
    assertThat(comments.enter(ada, task("Another")).id()).isNotEqualTo(begun.id());
  }

  @Test
  void toEnterAgainChangesNothing() {
    var id = enter(ada);
    enter(bob);
    var before = world.events(id.topic());
    assertThat(enter(bob)).isEqualTo(id);
    assertThat(world.events(id.topic())).isEqualTo(before);
    assertThat(names(id)).containsExactly("Ada", "Bob");
  }

  @Test
  void manyAtOnceGetOneConversation() throws Exception {
    var people = world.people(IntStream.range(0, 12).mapToObj(i -> "P" + i).toArray(String[]::new));
    world.join(ada, work, WorkspaceRole.MEMBER, people.toArray(Actor[]::new));
    List<Callable<ConversationId>> calls =
        people.stream().<Callable<ConversationId>>map(person -> () -> enter(person)).toList();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var ids = pool.invokeAll(calls).stream().map(Future::resultNow).distinct().toList();
      assertThat(ids).hasSize(1);
      assertThat(comments.enter(ada, task).participantCount()).isEqualTo(13);
      assertThat(names(ids.getFirst())).hasSize(13);
    }
  }

  @Test
  void aGuestMayReadAndSay() {
    var id = enter(ada);
    world.send(ada, id, "Which one?");
    assertThat(enter(guest)).isEqualTo(id);
    assertThat(world.send(guest, id, "The old one").seq()).isEqualTo(2);
  }

  @Test
  void aStrangerIsAnsweredAsForAMissingTask() {
    enter(ada);
    assertThat(World.refusal(() -> enter(stranger))).isEqualTo("not_found");
    assertThat(World.refusal(() -> comments.find(stranger, task))).isEqualTo("not_found");
    var missing = TaskId.next();
    assertThat(World.refusal(() -> comments.enter(ada, missing))).isEqualTo("not_found");
    assertThat(World.refusal(() -> comments.find(ada, missing))).isEqualTo("not_found");
  }

  @Test
  void whoLeavesTheWorkspaceLeavesIt() {
    var id = enter(ada);
    enter(bob);
    SERVER.memberships.remove(ada, work, bob.user());
    assertThat(SERVER.conversations.member(bob, id)).isEmpty();
    assertThat(names(id)).containsExactly("Ada");
    assertThat(World.refusal(() -> enter(bob))).isEqualTo("not_found");
  }

  @Test
  void whatWasSaidStaysWhenNobodyIsLeftInIt() {
    var id = enter(bob);
    world.send(bob, id, "I can do it");
    SERVER.participants.remove(bob, id, bob.user());
    assertThat(comments.enter(bob, task).currentSeq()).isEqualTo(1);
    SERVER.memberships.remove(ada, work, bob.user());
    assertThat(comments.enter(ada, task).currentSeq()).isEqualTo(1);
    assertThat(enter(ada)).isEqualTo(id);
  }

  @Test
  void itStandsInNoListAndIsNewsToNobodyElse() {
    var news = world.types(Topic.user(ada.user().value()));
    enter(ada);
    assertThat(SERVER.conversations.list(ada, Optional.empty(), 50).conversations()).isEmpty();
    var within = SERVER.conversations.list(ada, Optional.of(work), Optional.empty(), 50);
    assertThat(within.conversations()).isEmpty();
    assertThat(world.types(Topic.user(ada.user().value()))).isEqualTo(news);
  }

  @Test
  void nobodyHasMoreSayInItThanOthers() {
    var id = enter(ada);
    enter(bob);
    assertThat(World.refusal(() -> SERVER.conversations.rename(ada, id, "Mine")))
        .isEqualTo("forbidden");
    assertThat(World.refusal(() -> SERVER.participants.remove(ada, id, bob.user())))
        .isEqualTo("forbidden");
    var boss = world.person("Eve", Role.ADMIN);
    world.join(ada, work, WorkspaceRole.MEMBER, boss);
    enter(boss);
    assertThat(World.refusal(() -> SERVER.conversations.delete(boss, id))).isEqualTo("forbidden");
  }

  @Test
  void itEndsWithItsTask() {
    var id = enter(ada);
    enter(bob);
    world.send(bob, id, "Never mind");
    delete(ada);
    var last = world.events(id.topic()).getLast();
    assertThat(last.type()).isEqualTo("conversation.deleted");
    assertThat(SERVER.conversations.find(bob, id)).isEmpty();
    assertThat(World.refusal(() -> world.send(bob, id, "Or?"))).isEqualTo("not_found");
    assertThat(World.refusal(() -> enter(bob))).isEqualTo("not_found");
    // Said again, since the answer was lost.
    delete(ada);
    assertThat(world.events(id.topic()).getLast()).isEqualTo(last);
  }

  @Test
  void itOutlivesADeletionThatIsRefused() {
    var id = enter(guest);
    assertThat(World.refusal(() -> delete(guest))).isEqualTo("forbidden");
    assertThat(world.send(guest, id, "Still here").seq()).isEqualTo(1);
  }

  @Test
  void nobodyIsLeftInTheConversationOfADeletedTaskWhoCameAtThatMoment() throws Exception {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 10; round++) {
        var one = task("Round " + round);
        var entering = pool.submit(() -> comments.enter(bob, one).id());
        World.await(SERVER.tasks.delete(ada, one, OptionalInt.empty()));
        try {
          assertThat(SERVER.conversations.find(bob, entering.get())).isEmpty();
        } catch (ExecutionException tooLate) {
          assertThat(World.refusal(() -> comments.enter(bob, one))).isEqualTo("not_found");
        }
      }
    }
  }

  @Test
  void aLongTitleIsCutBetweenCharacters() {
    var one = task("x".repeat(198) + "\uD83D\uDE00" + "y".repeat(9));
    assertThat(comments.enter(ada, one).name()).contains("x".repeat(198) + '\u2026');
  }
}
