package dev.parley.e2e.authorisation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// How the events of boards and tasks are caused.
final class TaskCauses {
  static final Set<String> EVENTS =
      Set.of(
          "board.created",
          "board.updated",
          "board.deleted",
          "task.created",
          "task.updated",
          "task.deleted");

  private final Cast cast;

  TaskCauses(Cast cast) {
    this.cast = cast;
  }

  void cause(Matrix.Row row, Scene scene) {
    var owner = cast.person(Principal.OWNER).api();
    var place = scene.workplace();
    var workspace = "/workspaces/" + place.shared();
    var board = "/boards/" + place.board("board.shared");
    var task = "/tasks/" + place.task("task.shared");
    switch (row.name()) {
      case "board.created" -> owner.post(workspace + "/boards", Map.of("name", "New")).expect(201);
      case "board.updated" -> {
        var only = List.of(Map.of("name", "Only", "status", "todo"));
        owner.put(board, Map.of("version", 1, "name", "Renamed", "columns", only)).expect(200);
      }
      case "board.deleted" -> owner.delete(board).expect(204);
      case "task.created" -> owner.post(workspace + "/tasks", Map.of("title", "New")).expect(201);
      case "task.updated" ->
          owner.patch(task, Map.of("version", 1, "title", "Changed")).expect(200);
      case "task.deleted" -> owner.delete(task).expect(204);
      default -> throw new AssertionError("nobody knows how to cause " + row.name());
    }
  }
}
