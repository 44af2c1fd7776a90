package dev.parley.e2e.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.Event;
import dev.parley.client.Parley;
import dev.parley.client.ParleyException;
import dev.parley.client.Position;
import dev.parley.client.enrolment.Enrolment.Trial;
import dev.parley.client.enrolment.Rule;
import dev.parley.client.features.Features;
import dev.parley.client.tasks.Boards.ColumnDraft;
import dev.parley.client.tasks.Outcome;
import dev.parley.client.tasks.Task;
import dev.parley.client.tasks.TaskDraft;
import dev.parley.client.tasks.TaskQuery;
import dev.parley.client.viewing.Viewing.Viewer;
import dev.parley.client.workspaces.Invitation;
import dev.parley.client.workspaces.Workspace;
import dev.parley.client.workspaces.Workspace.Member;
import dev.parley.e2e.Cluster;
import dev.parley.e2e.World;
import dev.parley.protocol.Topic;
import dev.parley.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What people of a workspace do through the Java SDK, on real nodes.
class SdkWorkTest {
  private final Cluster cluster = Cluster.shared();
  private final World world = World.create(cluster);
  private final List<Parley> open = new ArrayList<>();
  private final Parley ada = signIn(world.admin());
  private final Parley bob = signIn(world.person("Bob"));
  private final Workspace work = ada.workspaces().create("Launch");

  private Parley signIn(World.Person person) {
    var who = new Parley.SignIn(world.slug(), person.email(), World.PASSWORD);
    var parley = Parley.signIn(cluster.node(0).base(), who);
    open.add(parley);
    return parley;
  }

  @AfterEach
  void close() {
    open.forEach(Parley::close);
  }

  private void join(Parley person) {
    ada.workspaces().add(work.id(), List.of(person.me().id()), "member");
  }

  private Task task(TaskDraft draft) {
    return ada.tasks().create(work.id(), draft);
  }

  @Test
  void peopleComeByInvitationAndGo() {
    var made = ada.workspaces().invite(work.id(), Invitation.Draft.as("member"));
    assertThat(ada.workspaces().invitations(work.id()))
        .extracting(Invitation::id)
        .containsExactly(made.invitation().id());
    assertThat(bob.workspaces().join(made.code()).id()).isEqualTo(work.id());
    assertThat(bob.workspaces().list()).extracting(Workspace::name).containsExactly("Launch");
    var page = ada.workspaces().members(work.id(), 1);
    assertThat(page.hasMore()).isTrue();
    var rest = ada.workspaces().members(work.id(), 1, page.nextAfter().orElseThrow());
    assertThat(rest.members()).hasSize(1);
    var bobs = bob.me().id();
    assertThat(ada.workspaces().change(work.id(), bobs, "guest").role()).isEqualTo("guest");
    assertThat(ada.workspaces().update(work.id(), "Start", Optional.of("Soon")).description())
        .contains("Soon");
    bob.workspaces().remove(work.id(), bobs);
    assertThat(bob.workspaces().list()).isEmpty();
    assertThatThrownBy(() -> bob.workspaces().get(work.id()))
        .isInstanceOfSatisfying(
            ParleyException.class, e -> assertThat(e.code()).isEqualTo("not_found"));
    var other = ada.workspaces().invite(work.id(), Invitation.Draft.as("guest"));
    ada.workspaces().revoke(work.id(), other.invitation().id());
    ada.workspaces().delete(work.id());
    assertThat(ada.workspaces().list()).isEmpty();
  }

  @Test
  void tasksAreMadeFoundMovedAndDeletedOnBoards() {
    var board = ada.boards().create(work.id(), "Venue");
    var columns = new ArrayList<>(board.columns().stream().map(ColumnDraft::of).toList());
    columns.add(new ColumnDraft(Optional.empty(), "Given up", "cancelled"));
    var changed = ada.boards().update(board, "Place", columns);
    assertThat(changed.columns()).hasSize(board.columns().size() + 1);
    assertThat(ada.boards().list(work.id())).containsExactly(changed);
    assertThatThrownBy(() -> ada.boards().update(board, "Late", columns))
        .isInstanceOfSatisfying(
            ParleyException.class, e -> assertThat(e.code()).isEqualTo("stale"));

    var first = task(TaskDraft.titled("Book it").on(board.id()).labels(List.of("urgent")));
    var second = task(TaskDraft.titled("Pay it").partOf(Optional.of(first.id())));
    var page = ada.tasks().list(work.id(), TaskQuery.all().limit(1));
    assertThat(page.tasks()).containsExactly(first);
    var next = TaskQuery.all().after(page.nextAfter().orElseThrow());
    assertThat(ada.tasks().list(work.id(), next).tasks()).containsExactly(second);
    assertThat(ada.tasks().list(work.id(), TaskQuery.all().label("urgent")).tasks())
        .containsExactly(first);
    var ids = List.of(first.id(), second.id(), UUID.randomUUID());
    assertThat(ada.tasks().among(ids)).containsExactlyInAnyOrder(first, second);
    var last = changed.columns().getLast();
    var moved = ada.tasks().move(first, board.id(), last.id());
    assertThat(moved)
        .isInstanceOfSatisfying(
            Outcome.Changed.class, it -> assertThat(it.task().status()).isEqualTo("cancelled"));
    assertThat(ada.tasks().delete(second.id(), 1)).isEqualTo(new Outcome.Deleted());
    assertThat(ada.tasks().among(ids)).hasSize(1);
  }

  @Test
  void whoComesSecondIsToldWhatTheTaskIsNow() {
    join(bob);
    var read = task(TaskDraft.titled("Book it"));
    ada.tasks().update(read.id(), 1, TaskDraft.titled("Book the hall"));
    var late = bob.tasks().update(read.id(), 1, TaskDraft.titled("Book a hall"));
    assertThat(late).isInstanceOf(Outcome.Stale.class);
    if (late instanceof Outcome.Stale stale) {
      assertThat(stale.current().title()).isEqualTo("Book the hall");
      assertThat(stale.current().version()).isEqualTo(2);
      assertThat(stale.differing()).containsExactly("title");
    }
    assertThat(bob.tasks().delete(read.id(), 1)).isInstanceOf(Outcome.Stale.class);
    var other = bob.tasks().merge(read.id(), 1, TaskDraft.empty().description("Big"));
    assertThat(other).isInstanceOf(Outcome.Changed.class);
    var snapshot = ada.tasks().get(read.id());
    assertThat(snapshot.task().description()).isEqualTo("Big");
    assertThat(snapshot.offset()).isEqualTo(3);
  }

  @Test
  void whoLeavesIsHeardToBeAssignedToNothing() {
    join(bob);
    var task = task(TaskDraft.titled("Book it").assignees(List.of(bob.me().id())));
    var heard = new CopyOnWriteArrayList<Event.TaskUpdated>();
    var now = ada.workspaces().get(work.id());
    ada.connect();
    ada.subscribe(
        now.topic(),
        new Position(now.epoch(), now.offset()),
        event -> {
          if (event instanceof Event.TaskUpdated updated) heard.add(updated);
        });
    bob.workspaces().remove(work.id(), bob.me().id());
    Await.until("the task is told", () -> !heard.isEmpty());
    assertThat(heard.getFirst().taskId()).isEqualTo(task.id());
    assertThat(heard.getFirst().version()).isEqualTo(2);
    assertThat(ada.tasks().get(task.id()).task().assigneeIds()).isEmpty();
  }

  @Test
  void thoseWhoLookAtATaskSeeEachOther() {
    join(bob);
    var topic = Topic.task(task(TaskDraft.titled("Book it")).id());
    for (var one : List.of(ada, bob)) {
      one.connect();
      one.subscribe(topic, event -> {});
    }
    var hers = ada.view(topic, () -> {});
    var his = bob.view(topic, () -> {});
    Await.until("both see both", () -> hers.count() == 2 && his.count() == 2);
    assertThat(hers.viewers())
        .extracting(Viewer::userId)
        .containsExactlyInAnyOrder(ada.me().id(), bob.me().id());
    assertThatThrownBy(() -> ada.view(topic, () -> {})).isInstanceOf(IllegalStateException.class);
    his.close();
    Await.until("he is gone", () -> hers.count() == 1);
    assertThat(hers.viewers()).extracting(Viewer::userId).containsExactly(ada.me().id());
  }

  @Test
  void whatRulesAndSwitchesWouldDoIsAsked() {
    var domain = bob.me().email().orElseThrow().replaceAll(".*@", "");
    var actions = new Rule.Actions("member", List.of());
    var trial = Trial.of("email_domain", Rule.Criteria.ofDomains(domain), actions);
    var told = ada.enrolment().dryRun(work.id(), trial);
    assertThat(told.counts().joining()).isEqualTo(1);
    assertThat(told.people())
        .filteredOn(one -> one.userId().equals(bob.me().id()))
        .singleElement()
        .satisfies(one -> assertThat(one.outcome()).isEqualTo("joins"));
    assertThat(ada.enrolment().list(work.id())).isEmpty();
    join(bob);
    assertThat(ada.workspaces().members(work.id(), 10).members())
        .extracting(Member::displayName)
        .contains("Bob");

    var on = new Features.Setting("on", List.of(), 0);
    var made = ada.features().put("fresh-paint", 0, on);
    assertThat(made.version()).isEqualTo(1);
    ada.features().decide("fresh-paint", bob.me().id(), false);
    assertThat(ada.features().switches()).extracting(Features.Switch::key).contains("fresh-paint");
    Await.until("she has it", () -> has(ada));
    Await.until("he has not", () -> !has(bob));
  }

  private static boolean has(Parley person) {
    var decision = person.features().get().features().get("fresh-paint");
    return decision != null && decision.value();
  }
}
