package dev.parley.features.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.Position;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Old snapshot plus events equals fresh snapshot, of a workspace and of its members.
class WorkspaceLawTest {
  private static final Server SERVER = new Server();
  private static final List<WorkspaceRole> ROLES = List.of(WorkspaceRole.values());

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final Actor cyd = world.person("Cyd");
  private final List<Actor> people = List.of(ada, bob, cyd);
  private final WorkspaceId id = world.workspace(ada);

  @AfterAll
  static void close() {
    SERVER.close();
  }

  /// What a client makes of a workspace, its members in pages, and the events after both.
  private final class View {
    private final String me;
    private final ObjectNode workspace;
    private final Map<String, JsonNode> members = new TreeMap<>();
    private boolean gone;

    private View(Actor person) {
      me = person.user().toString();
      var snapshot = SERVER.workspaces.find(person, id).orElseThrow();
      workspace = (ObjectNode) Json.tree(Json.write(snapshot));
      var member = SERVER.workspaces.member(person, id).orElseThrow();
      var page = SERVER.memberships.list(member, Optional.empty(), 1);
      while (true) {
        for (var one : page.members()) put(Json.tree(Json.write(one)));
        if (!page.hasMore()) return;
        page = SERVER.memberships.list(member, page.nextAfter(), 1);
      }
    }

    private Position position() {
      return new Position(workspace.get("epoch").asString(), workspace.get("offset").asLong());
    }

    private void put(JsonNode member) {
      members.put(member.get("userId").asString(), member);
    }

    private void apply(Event event) {
      var payload = Json.tree(event.payload());
      if (payload.has("memberCount")) workspace.set("memberCount", payload.get("memberCount"));
      switch (event.type()) {
        case "workspace.updated" -> {
          for (var field : List.of("name", "description", "updatedAt")) {
            workspace.set(field, payload.get(field));
          }
        }
        case "workspace.deleted" -> gone = true;
        case "workspace.member.added", "workspace.member.updated" -> {
          var member = payload.get("member");
          put(member);
          if (member.get("userId").asString().equals(me)) workspace.set("role", member.get("role"));
        }
        case "workspace.member.removed" -> {
          var user = payload.get("userId").asString();
          members.remove(user);
          gone |= user.equals(me);
        }
        case String type -> throw new AssertionError("Unknown event " + type);
      }
    }

    private JsonNode workspace() {
      var copy = workspace.deepCopy();
      copy.remove("epoch");
      copy.remove("offset");
      return Json.tree(Json.write(copy));
    }
  }

  private Runnable watch(Actor person) {
    var view = new View(person);
    return () -> {
      for (var event : world.events(id.topic(), view.position())) {
        view.apply(event);
        if (view.gone) return;
      }
      var fresh = new View(person);
      assertThat(view.workspace()).isEqualTo(fresh.workspace());
      assertThat(view.members).isEqualTo(fresh.members);
    };
  }

  private List<Runnable> watchAll() {
    var watching = new ArrayList<Runnable>();
    for (var person : people) {
      if (SERVER.workspaces.member(person, id).isPresent()) watching.add(watch(person));
    }
    return watching;
  }

  private void step(Random random) {
    var actor = people.get(random.nextInt(people.size()));
    var other = people.get(random.nextInt(people.size()));
    var role = ROLES.get(random.nextInt(ROLES.size()));
    World.refusal(() -> {
      switch (random.nextInt(5)) {
        case 0, 1 -> world.join(actor, id, role, other);
        case 2 -> SERVER.memberships.change(actor, id, other.user(), role);
        case 3 -> SERVER.memberships.remove(actor, id, other.user());
        default -> {
          var name = "Name " + random.nextInt();
          SERVER.workspaces.update(actor, id, new WorkspaceDraft(name, Optional.of(name)));
        }
      }
    });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void aRandomHistory(long salt) {
    long seed = salt == 0 ? System.nanoTime() : salt;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 5; round++) {
      var watching = watchAll();
      for (int i = 0; i < 12; i++) step(random);
      watching.forEach(Runnable::run);
    }
  }

  @Test
  void snapshotsTakenAmidChanges() {
    world.join(ada, id, WorkspaceRole.OWNER, bob);
    var random = new Random(7);
    var watching = new ArrayList<Runnable>();
    try (var changes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        var role = random.nextBoolean() ? WorkspaceRole.GUEST : WorkspaceRole.ADMIN;
        changes.submit(() -> World.refusal(() -> world.join(bob, id, role, cyd)));
        changes.submit(
            () -> World.refusal(() -> SERVER.memberships.change(bob, id, cyd.user(), role)));
        changes.submit(() -> World.refusal(() -> SERVER.memberships.remove(bob, id, cyd.user())));
        if (i % 6 == 0) watching.add(watch(ada));
      }
    }
    watching.forEach(Runnable::run);
  }

  @Test
  void aDeactivation() {
    world.join(ada, id, WorkspaceRole.ADMIN, bob);
    world.join(ada, id, WorkspaceRole.MEMBER, cyd);
    var watching = List.of(watch(bob), watch(cyd));
    world.deactivate(ada);
    watching.forEach(Runnable::run);
  }

  @Test
  void theEnd() {
    var watching = watchAll();
    SERVER.workspaces.delete(ada, id);
    watching.forEach(Runnable::run);
    assertThat(SERVER.workspaces.find(ada, id)).isEmpty();
  }
}
