package dev.parley.app.server;

import dev.parley.features.boards.BoardRoutes;
import dev.parley.features.boards.Boards;
import dev.parley.features.tasks.TaskAccess;
import dev.parley.features.tasks.TaskColumns;
import dev.parley.features.tasks.TaskCommands;
import dev.parley.features.tasks.TaskRoutes;
import dev.parley.features.tasks.TaskWriter;
import dev.parley.features.tasks.Tasks;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.TopicAccess;
import dev.parley.platform.http.Routes;
import dev.parley.protocol.Topic;
import java.util.List;
import java.util.Map;

/// What the people of a workspace have to do.
record Work(Workspaces workspaces, Boards boards, Tasks tasks) {

  static Work wire(Base base, Workspaces workspaces, Closing closing) {
    var database = base.database();
    var outbox = base.outbox();
    var clock = base.clock();
    var boards = new Boards(workspaces, database, outbox, new TaskColumns(), clock);
    var writer =
        closing.add(
            "the writer of tasks", TaskWriter.start(workspaces, boards, database, outbox, clock));
    return new Work(workspaces, boards, new Tasks(workspaces, writer, database));
  }

  /// Who may hear the topics that belong to it.
  Map<Topic.Kind, TopicAccess> access() {
    return Map.of(Topic.Kind.TASK, new TaskAccess(tasks));
  }

  List<Routes> routes() {
    return List.of(new BoardRoutes(workspaces, boards), new TaskRoutes(workspaces, tasks));
  }

  /// Before the gateway is started.
  void speakThrough(Gateway gateway) {
    new TaskCommands(tasks).handlers().forEach(gateway::command);
  }
}
