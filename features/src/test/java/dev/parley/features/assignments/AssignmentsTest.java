package dev.parley.features.assignments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.tasks.Task;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.events.Event;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class AssignmentsTest {
  private static final Server SERVER = new Server();

  private final ManualClock clock = ManualClock.atPresent();
  private final AssignmentAgent agent = new AssignmentAgent(SERVER.database, SERVER.tasks, clock);
  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");
  private final WorkspaceId work = world.workspace(ada);

  AssignmentsTest() {
    world.join(ada, work, WorkspaceRole.MEMBER, bob, cyd);
    clock.advance(AssignmentAgent.LATE.dividedBy(2));
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private Task task(Actor... assignees) {
    var ids = Stream.of(assignees).map(one -> one.user().toString()).toList();
    var given = Json.tree(Json.write(Map.of("title", "Do it", "assigneeIds", ids)));
    return World.await(SERVER.tasks.create(ada, work, given));
  }

  private Task now(Task task) {
    return SERVER.tasks.find(ada, task.id()).task();
  }

  private List<String> assignees(Task task) {
    var ids = new ArrayList<String>();
    now(task).json().path("assigneeIds").forEach(id -> ids.add(id.asString()));
    return ids;
  }

  private List<JsonNode> updates() {
    return world.events(work.topic()).stream()
        .filter(event -> event.type().equals("task.updated"))
        .map(Event::payload)
        .map(Json::tree)
        .toList();
  }

  @Test
  void whoLeavesIsAssignedToNothingInTheNextVersion() {
    var shared = task(bob, cyd);
    var other = task(cyd);
    SERVER.memberships.remove(bob, work, bob.user());
    assertThat(now(shared).version()).as("the leaving itself waits for no task").isEqualTo(1);
    agent.turn();
    assertThat(assignees(shared)).containsExactly(cyd.user().toString());
    assertThat(now(shared).version()).isEqualTo(2);
    assertThat(now(shared).authors().updatedBy()).isEqualTo(bob.user());
    assertThat(now(other)).isEqualTo(other);
    assertThat(updates()).hasSize(1);
    var told = updates().getFirst();
    assertThat(told.path("version").asInt()).isEqualTo(2);
    assertThat(told.path("changes").propertyNames()).containsExactly("assigneeIds");
    assertThat(told.path("changes").path("assigneeIds").size()).isEqualTo(1);
  }

  @Test
  void whoIsAssignedToVeryManyTasksIsAssignedToNone() {
    var tasks = new ArrayList<Task>();
    for (int i = 0; i < 2 * AssignmentAgent.STEP_MAX + 30; i++) tasks.add(task(bob));
    SERVER.memberships.remove(ada, work, bob.user());
    agent.turn();
    assertThat(tasks).allSatisfy(task -> assertThat(assignees(task)).isEmpty());
    assertThat(updates()).hasSameSizeAs(tasks);
    agent.turn();
    assertThat(updates()).hasSameSizeAs(tasks);
  }

  @Test
  void whoIsDeactivatedIsAssignedToNothing() {
    var task = task(bob);
    world.deactivate(bob);
    agent.turn();
    assertThat(assignees(task)).isEmpty();
  }

  @Test
  void whoIsBackKeepsWhatIsLeft() {
    var task = task(bob);
    SERVER.memberships.remove(ada, work, bob.user());
    world.join(ada, work, WorkspaceRole.MEMBER, bob);
    agent.turn();
    assertThat(now(task)).isEqualTo(task);
  }

  @Test
  void whatANodeBeganAnotherGoesOnWith() {
    var task = task(bob);
    SERVER.memberships.remove(ada, work, bob.user());
    var until = clock.instant().plus(AssignmentAgent.LEASE);
    SERVER.database.system(tx -> DepartureStore.take(tx.sql(), clock.instant(), until));
    agent.turn();
    assertThat(assignees(task)).hasSize(1);
    clock.advance(AssignmentAgent.LEASE);
    agent.turn();
    assertThat(assignees(task)).isEmpty();
  }

  @Test
  void thereIsASecondLookAndThenNoneAnyMore() {
    task(bob);
    SERVER.memberships.remove(ada, work, bob.user());
    agent.turn();
    assertThat(taken()).as("at once").isEmpty();
    clock.advance(AssignmentAgent.LATE);
    assertThat(taken()).as("later").isPresent();
    clock.advance(AssignmentAgent.LATE);
    agent.turn();
    clock.advance(AssignmentAgent.LATE);
    assertThat(taken()).as("at last").isEmpty();
  }

  private Optional<DepartureStore.Departure> taken() {
    var now = clock.instant();
    return SERVER.database.system(
        tx -> DepartureStore.take(tx.sql(), now, now.plus(AssignmentAgent.LEASE)));
  }
}
