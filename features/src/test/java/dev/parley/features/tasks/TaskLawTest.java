package dev.parley.features.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.boards.Board;
import dev.parley.features.boards.BoardDraft;
import dev.parley.features.tasks.TaskOrder.Make;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
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
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Old pages plus events equals fresh pages, of the tasks of a workspace; and of one task, whose
/// versions come without gap.
class TaskLawTest {
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final WorkspaceId work = world.workspace(ada);
  private final Board board = SERVER.boards.create(ada, work, BoardDraft.usual("Board"));
  private final List<TaskId> known = new ArrayList<>();

  TaskLawTest() {
    world.join(ada, work, WorkspaceRole.MEMBER, bob);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  /// What a client makes of pages, each read at its own moment, and the events after the first.
  private final class View {
    private final Map<String, ObjectNode> tasks = new TreeMap<>();
    private final Position position;

    private View(Runnable between) {
      var member = SERVER.workspaces.member(bob, work).orElseThrow();
      var page = SERVER.tasks.list(member, query(Optional.empty()));
      position = new Position(page.epoch(), page.offset());
      page.tasks().forEach(this::put);
      while (page.hasMore()) {
        between.run();
        page = SERVER.tasks.list(member, query(page.nextAfter()));
        page.tasks().forEach(this::put);
      }
    }

    private static TaskQuery query(Optional<TaskId> after) {
      return new TaskQuery(
          after,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          3);
    }

    private void put(Task task) {
      tasks.put(task.id().toString(), task.json());
    }

    private void follow() {
      for (var event : world.events(work.topic(), position)) apply(event);
    }

    private void apply(Event event) {
      var payload = Json.tree(event.payload());
      switch (event.type()) {
        case "task.created" -> {
          var task = (ObjectNode) payload.get("task");
          tasks.putIfAbsent(task.get("id").asString(), task);
        }
        case "task.updated" -> {
          var task = tasks.get(payload.get("taskId").asString());
          int version = payload.get("version").intValue();
          if (task == null || version <= task.get("version").intValue()) return;
          assertThat(version).isEqualTo(task.get("version").intValue() + 1);
          task.setAll((ObjectNode) payload.get("changes"));
          for (var name : List.of("version", "updatedBy", "updatedAt")) {
            task.set(name, payload.get(name));
          }
        }
        case "task.deleted" -> tasks.remove(payload.get("taskId").asString());
        default -> {}
      }
    }
  }

  private void step(Random random) {
    var actor = random.nextBoolean() ? ada : bob;
    var id = known.isEmpty() ? TaskId.next() : known.get(random.nextInt(known.size()));
    World.refusal(() -> {
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          var fields = fields("{\"title\":\"t\",\"boardId\":\"%s\"}".formatted(board.id()));
          known.add(World.await(SERVER.tasks.create(actor, make(fields))).id());
        }
        case 2 -> World.await(SERVER.tasks.delete(actor, id, OptionalInt.empty()));
        default -> World.await(SERVER.tasks.update(actor, wish(id, random)));
      }
    });
  }

  private Make make(TaskFields fields) {
    return new Make(TaskId.next(), work, fields, Optional.empty());
  }

  private Tasks.Wish wish(TaskId id, Random random) {
    int read = 1 + random.nextInt(SERVER.tasks.find(ada, id).task().version());
    var json =
        switch (random.nextInt(4)) {
          case 0 -> "{\"title\":\"%d\"}".formatted(random.nextInt(9));
          case 1 -> "{\"labels\":[\"%d\"],\"dueAt\":null}".formatted(random.nextInt(9));
          case 2 -> "{\"columnId\":\"%s\"}".formatted(board.columns().get(random.nextInt(3)).id());
          default -> "{\"status\":\"%s\"}".formatted(random.nextBoolean() ? "todo" : "done");
        };
    return new Tasks.Wish(id, read, true, fields(json));
  }

  private static TaskFields fields(String json) {
    return TaskFields.read(Json.tree(json), Set.of());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void aRandomHistory(long salt) {
    long seed = salt == 0 ? System.nanoTime() : salt;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 10; i++) step(random);
    for (int round = 0; round < 5; round++) {
      var view = new View(() -> step(random));
      for (int i = 0; i < 25; i++) step(random);
      view.follow();
      assertThat(view.tasks).isEqualTo(new View(() -> {}).tasks);
    }
  }
}
