package dev.parley.app.demo;

import dev.parley.features.boards.Board;
import dev.parley.features.boards.Column;
import dev.parley.features.messages.Message;
import dev.parley.features.workspaces.Workspace;
import dev.parley.features.workspaces.WorkspaceDraft;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Fills a workspace of the demo with what its people have to do.
final class Planning {
  private static final String WORKSPACE = "Collaboration backend";

  private final Demo.Work work;
  private final Actor host;
  private final Map<String, Actor> people;
  private final Map<Demo.Spoken, Message> said;

  /// @param people everyone, by name
  /// @param said the messages that the tasks come from
  Planning(Demo.Work work, Actor host, Map<String, Actor> people, Map<Demo.Spoken, Message> said) {
    this.work = work;
    this.host = host;
    this.people = people;
    this.said = said;
  }

  /// Makes the workspace and its board, unless they are there.
  void fill(Plan plan) {
    var workspace = workspace();
    var member = work.workspaces().member(host, workspace.id()).orElseThrow();
    if (!work.boards().list(member).isEmpty()) return;
    var board = work.boards().create(host, workspace.id(), plan.board());
    var made =
        plan.cards().stream()
            .map(card -> work.tasks().create(host, workspace.id(), written(board, card)))
            .toList();
    made.forEach(each -> each.toCompletableFuture().join());
  }

  private Workspace workspace() {
    var known =
        work.workspaces().list(host).stream()
            .filter(workspace -> workspace.name().equals(WORKSPACE))
            .findFirst();
    if (known.isPresent()) return known.get();
    var made = work.workspaces().create(host, new WorkspaceDraft(WORKSPACE, Optional.empty()));
    var others =
        people.values().stream()
            .map(Actor::user)
            .filter(user -> !user.equals(host.user()))
            .collect(Collectors.toSet());
    work.memberships().add(host, made.id(), others, WorkspaceRole.MEMBER);
    return made;
  }

  private ObjectNode written(Board board, Plan.Card card) {
    var column =
        board.columns().stream()
            .filter(each -> each.name().equals(card.column()))
            .map(Column::id)
            .findFirst()
            .orElseThrow();
    var assignees = card.people().stream().map(this::idOf).toList();
    var fields = Json.mapper().createObjectNode();
    fields.put("title", card.title()).put("boardId", board.id().toString());
    fields.put("columnId", column.toString());
    assignees.forEach(fields.putArray("assigneeIds")::add);
    card.labels().forEach(fields.putArray("labels")::add);
    var origin = new Demo.Spoken(card.origin().transcript(), card.origin().offset());
    var message = Optional.ofNullable(said.get(origin)).orElseThrow();
    fields
        .putObject("source")
        .put("conversationId", message.conversationId().toString())
        .put("messageId", message.id().toString());
    card.due().ifPresent(due -> fields.put("dueAt", Json.time(due)));
    return fields;
  }

  private String idOf(String name) {
    return Optional.ofNullable(people.get(name)).orElseThrow().user().toString();
  }
}
