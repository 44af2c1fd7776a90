package dev.parley.features.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.platform.events.Ending;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Preference;
import dev.parley.platform.kernel.Role;
import dev.parley.protocol.Topic;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WorkspacesTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static WorkspaceDraft draft(String name) {
    return new WorkspaceDraft(name, Optional.empty());
  }

  @Test
  void whoMakesAWorkspaceOwnsItAndIsTold() {
    var described = new WorkspaceDraft("Launch", Optional.of("What it needs"));
    var made = SERVER.workspaces.create(ada, described);
    assertThat(made.role()).isEqualTo(WorkspaceRole.OWNER);
    assertThat(made.memberCount()).isEqualTo(1);
    assertThat(made.offset()).isZero();
    assertThat(SERVER.workspaces.find(ada, made.id())).contains(made);
    assertThat(world.types(Topic.user(ada.user().value())))
        .containsExactly("workspace.member.added");
  }

  @Test
  void guestsOfTheTenantMakeNone() {
    var guest = world.person("Guest", Role.GUEST);
    assertThat(World.refusal(() -> SERVER.workspaces.create(guest, draft("Mine"))))
        .isEqualTo("forbidden");
  }

  @Test
  void namesAndDescriptionsAreBounded() {
    assertThat(World.refusal(() -> draft(" "))).isEqualTo("invalid");
    assertThat(World.refusal(() -> draft("x".repeat(201)))).isEqualTo("too_large");
    var much = Optional.of("x".repeat(2_001));
    assertThat(World.refusal(() -> new WorkspaceDraft("Name", much))).isEqualTo("too_large");
  }

  @Test
  void strangersFindNothing() {
    var id = world.workspace(ada);
    var elsewhere = SERVER.world().person("Eve");
    for (var stranger : List.of(cyd, elsewhere)) {
      assertThat(SERVER.workspaces.find(stranger, id)).isEmpty();
      assertThat(SERVER.workspaces.member(stranger, id)).isEmpty();
      assertThat(SERVER.workspaces.takesPart(stranger, id)).isFalse();
      assertThat(SERVER.workspaces.list(stranger)).isEmpty();
      assertThat(SERVER.grants.grant(stranger, id.topic())).isEqualTo(Grant.NONE);
      for (var call :
          List.<Runnable>of(
              () -> SERVER.workspaces.update(stranger, id, draft("Other")),
              () -> SERVER.workspaces.delete(stranger, id))) {
        assertThat(World.refusal(call)).isEqualTo("not_found");
      }
    }
    assertThat(World.refusal(() -> SERVER.workspaces.delete(ada, WorkspaceId.next())))
        .isEqualTo("not_found");
  }

  @Test
  void theListIsByNameWithTheCallersOwnRole() {
    world.workspace(bob);
    var beta = SERVER.workspaces.create(ada, draft("beta")).id();
    var alpha = SERVER.workspaces.create(bob, draft("Alpha")).id();
    world.join(bob, alpha, WorkspaceRole.GUEST, ada);
    var listed = SERVER.workspaces.list(ada);
    assertThat(listed.stream().map(Workspace::id)).containsExactly(alpha, beta);
    assertThat(listed.stream().map(Workspace::role))
        .containsExactly(WorkspaceRole.GUEST, WorkspaceRole.OWNER);
  }

  @Test
  void ownersAndAdminsDescribeIt() {
    var id = world.workspace(ada);
    world.join(ada, id, WorkspaceRole.ADMIN, bob);
    world.join(ada, id, WorkspaceRole.MEMBER, cyd);
    assertThat(World.refusal(() -> SERVER.workspaces.update(cyd, id, draft("Ours"))))
        .isEqualTo("forbidden");
    var described = new WorkspaceDraft("Ours", Optional.of("All that is ours"));
    assertThat(SERVER.workspaces.update(bob, id, described).description())
        .contains("All that is ours");
    assertThat(SERVER.workspaces.update(ada, id, draft("Bare")).description()).isEmpty();
    assertThat(world.types(id.topic())).endsWith("workspace.updated", "workspace.updated");
  }

  @Test
  void anOwnerDeletesItForEveryone() {
    var id = world.workspace(ada);
    world.join(ada, id, WorkspaceRole.ADMIN, bob);
    assertThat(World.refusal(() -> SERVER.workspaces.delete(bob, id))).isEqualTo("forbidden");
    SERVER.workspaces.delete(ada, id);
    assertThat(SERVER.workspaces.find(bob, id)).isEmpty();
    assertThat(SERVER.grants.grant(bob, id.topic())).isEqualTo(Grant.NONE);
    var told = world.events(id.topic()).getLast();
    assertThat(told.type()).isEqualTo("workspace.deleted");
    assertThat(told.ends()).isEqualTo(new Ending.Everyone());
    assertThat(world.types(Topic.user(bob.user().value()))).endsWith("workspace.deleted");
    assertThat(World.refusal(() -> SERVER.workspaces.delete(ada, id))).isEqualTo("not_found");
  }

  @Test
  void anAdministratorOfTheTenantDeletesAWorkspaceThatTheyAreIn() {
    var root = world.person("Root", Role.ADMIN);
    var id = world.workspace(ada);
    assertThat(World.refusal(() -> SERVER.workspaces.delete(root, id))).isEqualTo("not_found");
    world.join(ada, id, WorkspaceRole.GUEST, root);
    SERVER.workspaces.delete(root, id);
    assertThat(SERVER.workspaces.find(ada, id)).isEmpty();
  }

  @Test
  void aPersonIsInSoManyWorkspacesHoweverManyAreMadeAtOnce() {
    IntStream.range(0, Workspaces.OF_PERSON_MAX - 3).forEach(_ -> world.workspace(ada));
    try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        many.submit(() -> World.refusal(() -> world.workspace(ada)));
      }
    }
    assertThat(SERVER.workspaces.list(ada)).hasSize(Workspaces.OF_PERSON_MAX);
    assertThat(World.refusal(() -> world.workspace(ada))).isEqualTo("conflict");
    var other = world.workspace(bob);
    assertThat(World.refusal(() -> world.join(bob, other, WorkspaceRole.MEMBER, ada)))
        .isEqualTo("conflict");
  }

  @Test
  void howAPersonKeepsItIsNewsForThatPersonAlone() {
    var id = world.workspace(ada);
    world.join(ada, id, WorkspaceRole.GUEST, bob);
    var kept = new Preference(true, Optional.of("a0V"));
    for (int i = 0; i < 2; i++) SERVER.workspacePreferences.change(bob, id, _ -> kept);
    var seen = SERVER.workspaces.find(bob, id).orElseThrow();
    assertThat(new Preference(seen.starred(), seen.position())).isEqualTo(kept);
    assertThat(SERVER.workspaces.find(ada, id).orElseThrow().starred()).isFalse();
    assertThat(world.types(Topic.user(bob.user().value())))
        .containsExactly("workspace.member.added", "workspace.preferences");
    assertThat(world.types(id.topic())).containsExactly("workspace.member.added");
    assertThat(World.refusal(() -> SERVER.workspacePreferences.change(cyd, id, _ -> kept)))
        .isEqualTo("not_found");
  }

  @Test
  void membersHearIt() {
    var id = world.workspace(ada);
    world.join(ada, id, WorkspaceRole.GUEST, bob);
    assertThat(SERVER.grants.grant(bob, id.topic())).isEqualTo(Grant.FULL);
  }
}
