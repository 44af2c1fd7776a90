package dev.parley.features.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.messages.Message;
import dev.parley.features.messages.MessageId;
import dev.parley.features.tasks.TaskOrder.Make;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SourcesTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");
  private final Actor dan = world.person("Dan");

  /// Ada and Bob are in both, Cyd in the workspace alone, Dan in the conversation alone.
  private final WorkspaceId work = world.workspace(ada);

  private final ConversationId talk = world.group(ada, bob, dan);

  SourcesTest() {
    world.join(ada, work, WorkspaceRole.MEMBER, bob, cyd);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private Make make(ConversationId conversation, UUID message, String json) {
    var given = Json.tree(json.replace('\'', '"')).asObject();
    given.set(
        "source",
        Json.mapper()
            .createObjectNode()
            .put("conversationId", conversation.toString())
            .put("messageId", message.toString()));
    return TaskWishes.make(given, work, TaskId.next());
  }

  private Make make(Message message, String json) {
    return make(message.conversationId(), message.id().value(), json);
  }

  private Task made(Actor actor, Make make) {
    return World.await(SERVER.tasks.create(actor, make));
  }

  private String refusal(Actor actor, Make make) {
    return World.refusal(() -> made(actor, make));
  }

  private List<TaskId> madeFrom(Actor actor, Optional<MessageId> message) {
    var member = SERVER.conversations.member(actor, talk).orElseThrow();
    return SERVER.tasks.madeFrom(member, message, Optional.empty(), 10).tasks().stream()
        .map(Task::id)
        .toList();
  }

  @Test
  void aTaskSaysWhatItsMessageSaid() {
    var said = world.send(bob, talk, "  Book the venue\nfor forty people");
    var task = made(ada, make(said, "{}"));
    assertThat(task.fields().text(TaskField.TITLE)).isEqualTo("Book the venue");
    assertThat(task.fields().text(TaskField.DESCRIPTION)).isEqualTo(said.content().orElseThrow());
    var shown = SERVER.tasks.find(cyd, task.id()).task().json().path("source");
    assertThat(shown).isEqualTo(Json.tree(Json.write(new TaskSource(talk, said.id().value()))));
  }

  @Test
  void whatItsMakerSaysStands() {
    var said = world.send(bob, talk, "One line");
    var untold = made(ada, make(said, "{}"));
    assertThat(untold.fields().text(TaskField.DESCRIPTION)).isEmpty();
    var task = made(ada, make(said, "{'title':'Mine','labels':['a']}"));
    assertThat(task.fields().text(TaskField.TITLE)).isEqualTo("Mine");
    assertThat(task.fields().text(TaskField.DESCRIPTION)).isEmpty();
  }

  @Test
  void aLongFirstLineIsCutBetweenCharacters() {
    var line = "x".repeat(Sources.TITLE_LENGTH_MAX - 2) + "\uD83D\uDE00" + "y".repeat(9);
    var title = Sources.title(line + "\nmore");
    assertThat(title).isEqualTo("x".repeat(Sources.TITLE_LENGTH_MAX - 2) + '\u2026');
  }

  @Test
  void whoMayNotReadTheMessageIsAnsweredAsForAMissingOne() {
    var said = world.send(bob, talk, "Between us");
    var elsewhere = world.group(bob, dan);
    assertThat(refusal(ada, make(said, "{'title':'t'}"))).isEmpty();
    assertThat(refusal(cyd, make(said, "{'title':'t'}"))).isEqualTo("not_found");
    assertThat(refusal(ada, make(talk, UUID.randomUUID(), "{}"))).isEqualTo("not_found");
    assertThat(refusal(bob, make(elsewhere, said.id().value(), "{}"))).isEqualTo("not_found");
    assertThat(madeFrom(ada, Optional.empty())).hasSize(1);
  }

  @Test
  void aDeletedMessageBecomesNoTask() {
    var said = world.send(bob, talk, "Never mind");
    SERVER.messages.delete(bob, talk, said.id());
    assertThat(refusal(ada, make(said, "{'title':'t'}"))).isEqualTo("gone");
  }

  @Test
  void anOrderThatIsRefusedForItsSourceHindersNoOther() {
    var said = world.send(bob, talk, "Ours");
    var refused = SERVER.tasks.create(cyd, make(said, "{}"));
    var kept = SERVER.tasks.create(ada, make(said, "{}"));
    assertThat(World.refusal(() -> World.await(refused))).isEqualTo("not_found");
    assertThat(madeFrom(ada, Optional.of(said.id()))).containsExactly(World.await(kept).id());
  }

  @Test
  void readersOfTheMessageHearOfTheTaskByItsIdsAlone() {
    var said = world.send(bob, talk, "Do it");
    var task = made(ada, make(said, "{}"));
    World.await(SERVER.tasks.delete(ada, task.id(), OptionalInt.empty()));
    var news =
        world.events(talk.topic()).stream()
            .filter(event -> event.type().startsWith("task."))
            .toList();
    assertThat(news).extracting("type").containsExactly("task.linked", "task.unlinked");
    JsonNode ids =
        Json.tree(
            Json.write(
                Map.of("conversationId", talk, "messageId", said.id(), "taskId", task.id())));
    assertThat(news).allSatisfy(event -> assertThat(Json.tree(event.payload())).isEqualTo(ids));
  }

  @Test
  void whoSeesBothFindsTheTasksOfAMessage() {
    var said = world.send(bob, talk, "Two of it");
    var other = world.send(bob, talk, "Another");
    var first = made(ada, make(said, "{}"));
    var second = made(bob, make(said, "{}"));
    var third = made(bob, make(other, "{}"));
    assertThat(madeFrom(bob, Optional.of(said.id()))).containsExactly(first.id(), second.id());
    assertThat(madeFrom(bob, Optional.empty()))
        .containsExactly(first.id(), second.id(), third.id());
    assertThat(madeFrom(dan, Optional.empty())).isEmpty();
    World.await(SERVER.tasks.delete(bob, first.id(), OptionalInt.empty()));
    assertThat(madeFrom(bob, Optional.of(said.id()))).containsExactly(second.id());
  }

  @Test
  void tasksAreFoundByTheirIdsByThoseWhoSeeThem() {
    var mine = made(ada, new Make(TaskId.next(), work, titled("Mine"), Optional.empty()));
    var theirs = world.workspace(dan);
    var hidden = made(dan, new Make(TaskId.next(), theirs, titled("x"), Optional.empty()));
    var asked = List.of(hidden.id(), mine.id(), TaskId.next());
    assertThat(SERVER.tasks.among(ada, asked, Optional.empty()).tasks()).containsExactly(mine);
    assertThat(SERVER.tasks.among(dan, asked, Optional.empty()).tasks()).containsExactly(hidden);
    var many = Stream.generate(TaskId::next).limit(Tasks.NAMED_MAX + 1).toList();
    assertThat(World.refusal(() -> SERVER.tasks.among(ada, many, Optional.empty())))
        .isEqualTo("too_large");
  }

  private static TaskFields titled(String title) {
    return TaskFields.none().with(TaskField.TITLE, title);
  }

  @Test
  void whoLeavesMeanwhileMadeTheTaskBeforeLeavingOrNotAtAll() {
    for (int round = 0; round < 20; round++) {
      var room = world.group(ada, bob);
      var said = world.send(ada, room, "Now or never");
      var making = SERVER.tasks.create(bob, make(said, "{}"));
      SERVER.participants.remove(ada, room, bob.user());
      var refusal = World.refusal(() -> World.await(making));
      var types = world.types(room.topic());
      if (refusal.isEmpty()) {
        assertThat(types).containsSubsequence("task.linked", "participant.removed");
      } else {
        assertThat(refusal).isEqualTo("not_found");
        assertThat(types).doesNotContain("task.linked");
      }
    }
  }
}
