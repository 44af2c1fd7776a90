package dev.parley.app.server;

import dev.parley.features.assignments.AssignmentAgent;
import dev.parley.features.boards.BoardRoutes;
import dev.parley.features.boards.Boards;
import dev.parley.features.citations.CitationRoutes;
import dev.parley.features.citations.Citations;
import dev.parley.features.comments.CommentRoutes;
import dev.parley.features.comments.Comments;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.tasks.TaskAccess;
import dev.parley.features.tasks.TaskColumns;
import dev.parley.features.tasks.TaskCommands;
import dev.parley.features.tasks.TaskRoutes;
import dev.parley.features.tasks.TaskWriter;
import dev.parley.features.tasks.Tasks;
import dev.parley.features.views.ViewRoutes;
import dev.parley.features.views.Views;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.TopicAccess;
import dev.parley.platform.http.Routes;
import dev.parley.protocol.Topic;
import java.util.List;
import java.util.Map;

/// What the people of a workspace have to do.
record Work(
    Workspaces workspaces,
    Conversations conversations,
    Boards boards,
    Tasks tasks,
    Comments comments,
    Citations citations,
    Views views) {

  static Work wire(Base base, Workspaces workspaces, Talk talk, Closing closing) {
    var database = base.database();
    var outbox = base.outbox();
    var clock = base.clock();
    var boards = new Boards(workspaces, database, outbox, new TaskColumns(), clock);
    var doors = new TaskWriter.Doors(workspaces, boards, talk.conversations(), talk.messages());
    var writer =
        closing.add("the writer of tasks", TaskWriter.start(doors, database, outbox, clock));
    var tasks = new Tasks(workspaces, writer, database);
    var views = new Views(workspaces, boards, database, clock);
    var comments = new Comments(workspaces, tasks, talk.conversations(), database);
    var citations = new Citations(tasks, talk.messages());
    return new Work(workspaces, talk.conversations(), boards, tasks, comments, citations, views);
  }

  void startAgents(Base base, Closing closing) {
    var agent = AssignmentAgent.start(base.database(), tasks, base.clock());
    closing.add("assignments", agent);
  }

  /// Who may hear the topics that belong to it.
  Map<Topic.Kind, TopicAccess> access() {
    return Map.of(Topic.Kind.TASK, new TaskAccess(tasks));
  }

  List<Routes> routes() {
    return List.of(
        new BoardRoutes(workspaces, boards),
        new TaskRoutes(workspaces, conversations, tasks),
        new CommentRoutes(comments),
        new CitationRoutes(citations),
        new ViewRoutes(workspaces, views));
  }

  /// Before the gateway is started.
  void speakThrough(Gateway gateway) {
    new TaskCommands(tasks).handlers().forEach(gateway::command);
  }
}
