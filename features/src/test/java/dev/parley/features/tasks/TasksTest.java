package dev.parley.features.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.tasks.TaskOrder.Make;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TasksTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor guest = world.person("Guest");
  private final Actor cyd = world.person("Cyd");
  private final WorkspaceId work = world.workspace(ada);

  TasksTest() {
    world.join(ada, work, WorkspaceRole.MEMBER, bob);
    world.join(ada, work, WorkspaceRole.GUEST, guest);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static TaskFields fields(String json) {
    return TaskFields.read(Json.tree(json.replace('\'', '"')), Set.of());
  }

  private Make draft(String json) {
    return new Make(TaskId.next(), work, fields(json), Optional.empty());
  }

  private Task create(Actor actor, String json) {
    return World.await(SERVER.tasks.create(actor, draft(json)));
  }

  private static Tasks.Wish wish(Task read, String json) {
    return new Tasks.Wish(read.id(), read.version(), false, fields(json));
  }

  private static Tasks.Wish merging(Task read, String json) {
    return new Tasks.Wish(read.id(), read.version(), true, fields(json));
  }

  private static Task update(Actor actor, Tasks.Wish wish) {
    return World.await(SERVER.tasks.update(actor, wish));
  }

  private static String field(Task task, TaskField field) {
    return task.fields().text(field);
  }

  private List<JsonNode> payloads(Task task) {
    return world.events(task.id().topic()).stream()
        .map(event -> Json.tree(event.payload()))
        .toList();
  }

  @Test
  void aTaskBeginsWithItsTitle() {
    var made = create(ada, "{'title':'Write it down'}");
    assertThat(made.version()).isEqualTo(1);
    assertThat(field(made, TaskField.STATUS)).isEqualTo("todo");
    var found = SERVER.tasks.find(bob, made.id());
    assertThat(found.task()).isEqualTo(made);
    assertThat(found.offset()).isEqualTo(1);
    assertThat(world.types(work.topic())).contains("task.created");
    assertThat(payloads(made).getFirst().path("task")).isEqualTo(made.json());
  }

  @Test
  void aTaskHasATitle() {
    assertThat(World.refusal(() -> create(ada, "{'description':'x'}"))).isEqualTo("invalid");
  }

  @Test
  void aRepeatFindsTheTaskThatItMade() {
    var make = draft("{'title':'Once'}");
    var made = World.await(SERVER.tasks.create(ada, make));
    assertThat(World.await(SERVER.tasks.create(ada, make))).isEqualTo(made);
    assertThat(World.refusal(() -> World.await(SERVER.tasks.create(bob, make))))
        .isEqualTo("conflict");
    assertThat(payloads(made)).hasSize(1);
  }

  @Test
  void aChangeTellsWhatItChangedAlone() {
    var made = create(ada, "{'title':'Old','labels':['a']}");
    var changed = update(bob, wish(made, "{'title':'New','labels':['a']}"));
    assertThat(changed.version()).isEqualTo(2);
    var news = payloads(made).getLast();
    assertThat(news.path("changes")).isEqualTo(Json.tree("{\"title\":\"New\"}"));
    assertThat(news.path("version").intValue()).isEqualTo(2);
    assertThat(news.path("updatedBy").asString()).isEqualTo(bob.user().toString());
  }

  @Test
  void whatIsSoAlreadyIsNoChange() {
    var made = create(ada, "{'title':'Same','dueAt':'2026-12-01T00:00:00.000Z'}");
    update(ada, wish(made, "{'description':'More'}"));
    var again = update(bob, wish(made, "{'title':'Same','dueAt':'2026-12-01T00:00:00Z'}"));
    assertThat(again.version()).isEqualTo(2);
  }

  @Test
  void whoHasNotReadTheCurrentVersionIsToldWhatDiffers() {
    var made = create(ada, "{'title':'One'}");
    var current = update(bob, wish(made, "{'title':'Two'}"));
    var stale = stale(() -> update(ada, wish(made, "{'title':'Three','labels':['x']}")));
    assertThat(stale.currentVersion()).isEqualTo(2);
    assertThat(stale.differing()).containsExactlyInAnyOrder("title", "labels");
    assertThat(Json.tree(stale.current())).isEqualTo(current.json());
    assertThat(SERVER.tasks.find(ada, made.id()).task()).isEqualTo(current);
  }

  private static Problem.Stale stale(Runnable call) {
    try {
      call.run();
    } catch (Refused e) {
      return (Problem.Stale) e.problem();
    }
    throw new AssertionError("not refused");
  }

  @Test
  void differentFieldsBothStandWhereTheWriterMerges() {
    var made = create(ada, "{'title':'One'}");
    update(bob, wish(made, "{'description':'Bob was here'}"));
    assertThat(World.refusal(() -> update(ada, wish(made, "{'title':'Two'}")))).isEqualTo("stale");
    var merged = update(ada, merging(made, "{'title':'Two'}"));
    assertThat(merged.version()).isEqualTo(3);
    assertThat(field(merged, TaskField.DESCRIPTION)).isEqualTo("Bob was here");
    assertThat(World.refusal(() -> update(bob, merging(made, "{'title':'Three'}"))))
        .isEqualTo("stale");
  }

  @Test
  void aVersionOfTheFutureIsRefused() {
    var made = create(ada, "{'title':'One'}");
    var wish = new Tasks.Wish(made.id(), 2, true, fields("{'title':'Two'}"));
    assertThat(World.refusal(() -> update(ada, wish))).isEqualTo("unprocessable");
  }

  @Test
  void guestsLookOnAndStrangersFindNothing() {
    var made = create(ada, "{'title':'Ours'}");
    assertThat(SERVER.tasks.find(guest, made.id()).task()).isEqualTo(made);
    assertThat(SERVER.grants.grant(guest, made.id().topic())).isEqualTo(Grant.FULL);
    assertThat(World.refusal(() -> update(guest, wish(made, "{'title':'x'}"))))
        .isEqualTo("forbidden");
    var elsewhere = SERVER.world().person("Eve");
    for (var stranger : List.of(cyd, elsewhere)) {
      assertThat(World.refusal(() -> SERVER.tasks.find(stranger, made.id())))
          .isEqualTo("not_found");
      assertThat(World.refusal(() -> update(stranger, wish(made, "{'title':'x'}"))))
          .isEqualTo("not_found");
      assertThat(World.refusal(() -> create(stranger, "{'title':'x'}"))).isEqualTo("not_found");
      assertThat(
              World.refusal(
                  () -> World.await(SERVER.tasks.delete(stranger, made.id(), OptionalInt.empty()))))
          .isEqualTo("not_found");
      assertThat(SERVER.grants.grant(stranger, made.id().topic())).isEqualTo(Grant.NONE);
    }
  }

  @Test
  void thoseWhoHaveToDoItAreInTheWorkspace() {
    create(ada, "{'title':'t','assigneeIds':['%s']}".formatted(bob.user()));
    assertThat(
            World.refusal(
                () -> create(ada, "{'title':'t','assigneeIds':['%s']}".formatted(cyd.user()))))
        .isEqualTo("unprocessable");
  }

  @Test
  void aDeletedTaskIsGoneForGood() {
    var made = create(ada, "{'title':'Gone'}");
    var changed = update(bob, wish(made, "{'title':'Going'}"));
    assertThat(
            World.refusal(() ->
                World.await(SERVER.tasks.delete(ada, made.id(), OptionalInt.of(made.version())))))
        .isEqualTo("stale");
    World.await(SERVER.tasks.delete(ada, made.id(), OptionalInt.of(changed.version())));
    assertThat(World.refusal(() -> SERVER.tasks.find(ada, made.id()))).isEqualTo("not_found");
    assertThat(World.refusal(() -> update(ada, wish(changed, "{'title':'x'}"))))
        .isEqualTo("not_found");
    assertThat(payloads(made).getLast().path("version").intValue()).isEqualTo(3);
    assertThat(world.types(work.topic())).endsWith("task.deleted");
  }

  @Test
  void aTaskHasSubTasksAndTheyHaveNone() {
    var whole = create(ada, "{'title':'Whole'}");
    var part = create(ada, "{'title':'Part','parentId':'%s'}".formatted(whole.id()));
    assertThat(
            World.refusal(() -> create(ada, "{'title':'x','parentId':'%s'}".formatted(part.id()))))
        .isEqualTo("unprocessable");
    assertThat(
            World.refusal(
                () -> update(ada, wish(whole, "{'parentId':'%s'}".formatted(whole.id())))))
        .isEqualTo("unprocessable");
    var other = create(ada, "{'title':'Other'}");
    assertThat(
            World.refusal(
                () -> update(ada, wish(whole, "{'parentId':'%s'}".formatted(other.id())))))
        .isEqualTo("unprocessable");
    assertThat(
            World.refusal(
                () -> World.await(SERVER.tasks.delete(ada, whole.id(), OptionalInt.empty()))))
        .isEqualTo("conflict");
    update(ada, wish(part, "{'parentId':null}"));
    World.await(SERVER.tasks.delete(ada, whole.id(), OptionalInt.empty()));
  }

  @Test
  void relationsAreToTasksOfTheWorkspace() {
    var one = create(ada, "{'title':'One'}");
    var other = create(ada, "{'title':'Other'}");
    var json = "{'relations':[{'type':'blocks','taskId':'%s'}]}";
    var related = update(ada, wish(one, json.formatted(other.id())));
    assertThat(related.fields().ids(TaskField.RELATIONS)).containsExactly(other.id().value());
    for (var none : List.of(one.id(), TaskId.next())) {
      assertThat(World.refusal(() -> update(ada, wish(related, json.formatted(none)))))
          .isEqualTo("unprocessable");
    }
  }

  private TaskQuery query(String label, int limit, Optional<TaskId> after) {
    return new TaskQuery(
        after,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(label).filter(given -> !given.isEmpty()),
        Optional.empty(),
        Optional.empty(),
        limit);
  }

  @Test
  void aListComesInPagesAndByWhatIsAskedFor() {
    var member = SERVER.workspaces.member(bob, work).orElseThrow();
    var ids = new ArrayList<TaskId>();
    for (int i = 0; i < 5; i++) {
      ids.add(create(ada, "{'title':'t','labels':['%s']}".formatted(i % 2 == 0 ? "a" : "b")).id());
    }
    var first = SERVER.tasks.list(member, query("", 3, Optional.empty()));
    assertThat(first.hasMore()).isTrue();
    var second = SERVER.tasks.list(member, query("", 3, first.nextAfter()));
    assertThat(second.hasMore()).isFalse();
    var all = new ArrayList<>(first.tasks());
    all.addAll(second.tasks());
    assertThat(all).extracting(Task::id).containsExactlyElementsOf(ids);
    assertThat(SERVER.tasks.list(member, query("b", 10, Optional.empty())).tasks())
        .extracting(Task::id)
        .containsExactly(ids.get(1), ids.get(3));
  }

  @Test
  void twoWhoMakeOneIdAtOnceMakeOneTask() {
    var other =
        TaskWriter.start(SERVER.taskDoors, SERVER.database, SERVER.outbox, InstantSource.system());
    try {
      var elsewhere = new Tasks(SERVER.workspaces, other, SERVER.database);
      for (int i = 0; i < 20; i++) {
        var make = draft("{'title':'Once'}");
        var here = SERVER.tasks.create(ada, make);
        var there = elsewhere.create(ada, make);
        assertThat(World.await(here)).isEqualTo(World.await(there));
        assertThat(payloads(World.await(here))).hasSize(1);
      }
    } finally {
      other.close();
    }
  }

  @Test
  void whoHasLeftIsShownNothingOfTheTaskThatTheyDeleted() {
    var made = create(ada, "{'title':'Secret'}");
    World.await(SERVER.tasks.delete(bob, made.id(), OptionalInt.empty()));
    World.await(SERVER.tasks.delete(bob, made.id(), OptionalInt.empty()));
    SERVER.memberships.remove(ada, work, bob.user());
    assertThat(
            World.refusal(
                () -> World.await(SERVER.tasks.delete(bob, made.id(), OptionalInt.empty()))))
        .isEqualTo("not_found");
  }

  @Test
  void aTaskFitsIntoAFrame() {
    var items = "{'text':'%s'},".formatted("x".repeat(500)).repeat(99) + "{'text':'x'}";
    var large =
        "{'title':'t','description':'%s','checklist':[%s]}".formatted("x".repeat(20_000), items);
    assertThat(World.refusal(() -> create(ada, large))).isEqualTo("too_large");
  }

  @Test
  void aDeletionThatIsSaidAgainIsNoFault() {
    var made = create(ada, "{'title':'Gone'}");
    var gone = World.await(SERVER.tasks.delete(ada, made.id(), OptionalInt.empty()));
    assertThat(World.await(SERVER.tasks.delete(ada, made.id(), OptionalInt.empty())))
        .isEqualTo(gone);
  }

  @Test
  void manyWritersGetVersionsWithoutGaps() {
    var made = create(ada, "{'title':'Counted'}");
    var stages = new ArrayList<CompletionStage<Task>>();
    for (int i = 0; i < 200; i++) {
      var wish = new Tasks.Wish(made.id(), 1, true, fields("{'labels':['l%d']}".formatted(i)));
      stages.add(SERVER.tasks.update(i % 2 == 0 ? ada : bob, wish));
    }
    long done =
        stages.stream().filter(stage -> World.refusal(() -> World.await(stage)).isEmpty()).count();
    assertThat(done).isEqualTo(1);
    assertThat(SERVER.tasks.find(ada, made.id()).task().version()).isEqualTo(2);
  }
}
