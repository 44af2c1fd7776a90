package dev.parley.e2e.authorisation;

import dev.parley.e2e.Api;
import dev.parley.e2e.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How the operations on boards and tasks are called.
final class TaskCalls {
  static final Set<String> OPERATIONS =
      Set.of(
          "listBoards",
          "createBoard",
          "getBoard",
          "updateBoard",
          "deleteBoard",
          "listTasks",
          "getTasks",
          "listConversationTasks",
          "createTask",
          "updateTasks",
          "getTask",
          "updateTask",
          "deleteTask",
          "listTaskCitations",
          "getTaskConversation",
          "enterTaskConversation");

  private static final Map<String, Object> CHANGE = Map.of("version", 1, "title", "Changed");

  private final Cast cast;

  TaskCalls(Cast cast) {
    this.cast = cast;
  }

  Answer call(Matrix.Row row, Principal caller, Scene scene) {
    var api = cast.api(caller);
    var place = scene.workplace();
    var workspace = "/workspaces/" + place.workspace(row.target());
    var task = place.task(row.target());
    return switch (row.name()) {
      case "listBoards" -> api.get(workspace + "/boards");
      case "createBoard" -> api.post(workspace + "/boards", Map.of("name", "New"));
      case "listTasks" -> api.get(workspace + "/tasks");
      case "getTasks" -> api.get("/tasks?ids=" + task);
      case "listConversationTasks" ->
          api.get("/conversations/" + scene.conversation(row.target()) + "/tasks");
      case "createTask" -> api.post(workspace + "/tasks", task(row, caller, scene));
      case "getTask" -> api.get("/tasks/" + task);
      case "updateTask" -> api.patch("/tasks/" + task, CHANGE);
      case "updateTasks" -> api.patch("/tasks", Map.of("tasks", List.of(named(task))));
      case "deleteTask" -> api.delete("/tasks/" + task);
      case "listTaskCitations" -> api.get("/tasks/" + task + "/citations");
      case "enterTaskConversation" -> enter(api, task);
      case "getTaskConversation" -> {
        enter(api, task);
        yield api.get("/tasks/" + task + "/conversation");
      }
      default -> board(row, caller, "/boards/" + place.board(row.target()));
    };
  }

  private static Map<String, Object> task(Matrix.Row row, Principal caller, Scene scene) {
    if (!row.varies().equals("message")) return Map.of("title", "New");
    var message = scene.message(row.target(), caller);
    return Map.of("source", Map.of("conversationId", scene.shared(), "messageId", message));
  }

  private static Answer enter(Api api, String task) {
    return api.call("PUT", "/tasks/" + task + "/conversation", null);
  }

  private static Map<String, Object> named(String task) {
    return Map.of("taskId", task, "version", 1, "title", "Changed");
  }

  private Answer board(Matrix.Row row, Principal caller, String path) {
    var api = cast.api(caller);
    return switch (row.name()) {
      case "getBoard" -> api.get(path);
      case "updateBoard" -> {
        var only = List.of(Map.of("name", "Only", "status", "todo"));
        yield api.put(path, Map.of("version", 1, "name", "Renamed", "columns", only));
      }
      case "deleteBoard" -> api.delete(path);
      default -> throw new AssertionError("nobody knows how to call " + row.name());
    };
  }
}
