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
          "task.deleted",
          "task.linked",
          "task.unlinked");

  private final Cast cast;

  TaskCauses(Cast cast) {
    this.cast = cast;
  }

  /// A task of a message of the scene.
  private String made(Scene scene) {
    var message = scene.message("message.own", Principal.OWNER);
    var source = Map.of("conversationId", scene.shared(), "messageId", message);
    var path = "/workspaces/" + scene.workplace().shared() + "/tasks";
    var answer = cast.person(Principal.OWNER).api().post(path, Map.of("source", source));
    return answer.expect(201).path("task").path("id").asString();
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
      case "task.linked" -> made(scene);
      case "task.unlinked" -> owner.delete("/tasks/" + made(scene)).expect(204);
      default -> throw new AssertionError("nobody knows how to cause " + row.name());
    }
  }
}
