package dev.parley.client.tasks;

import dev.parley.client.calls.Calls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Tasks over REST. Calls block, and throw a `ParleyException` when they are refused; that another
/// change came first is an [Outcome].
public final class Tasks {
  /// Most tasks that are asked for by their ids.
  public static final int NAMED_MAX = 100;

  private final Calls calls;

  public Tasks(Calls calls) {
    this.calls = calls;
  }

  /// Makes a task.
  public Task create(UUID workspace, TaskDraft draft) {
    return task(calls.ask("POST", of(workspace), draft.with(Map.of())));
  }

  /// A task as it was at one position of its topic: subscribe from there, and nothing is missed.
  public record Snapshot(Task task, String epoch, long offset) {}

  public Snapshot get(UUID id) {
    return calls.read(calls.get(one(id), Map.of()), Snapshot.class);
  }

  public TaskPage list(UUID workspace, TaskQuery query) {
    return calls.read(calls.get(of(workspace), query.query()), TaskPage.class);
  }

  /// Those of the tasks that this person sees, whatever workspaces they are of; at most
  /// [#NAMED_MAX] ids.
  public List<Task> among(Collection<UUID> ids) {
    if (ids.size() > NAMED_MAX) throw new IllegalArgumentException("More than " + NAMED_MAX);
    var found = new ArrayList<Task>();
    if (ids.isEmpty()) return found;
    var query = new HashMap<String, Object>();
    query.put("ids", ids.stream().map(UUID::toString).collect(Collectors.joining(",")));
    while (true) {
      var page = calls.get("/tasks", query);
      found.addAll(calls.list(page, "tasks", Task.class));
      if (!page.path("hasMore").asBoolean(false)) return found;
      query.put("after", page.path("nextAfter").asString(""));
    }
  }

  /// Changes a task, if nobody has changed it since that version.
  public Outcome update(UUID id, int version, TaskDraft change) {
    return outcome(calls.change("PATCH", one(id), change.with(Map.of("version", version))));
  }

  /// Changes a task, if nobody has changed the same fields since that version.
  public Outcome merge(UUID id, int version, TaskDraft change) {
    var body = change.with(Map.of("version", version, "merge", true));
    return outcome(calls.change("PATCH", one(id), body));
  }

  /// Moves a task to the end of a column, if nobody has moved it since it was read.
  public Outcome move(Task read, UUID board, UUID column) {
    return merge(read.id(), read.version(), TaskDraft.empty().in(board, column));
  }

  /// Deletes a task that has no sub-tasks, if nobody has changed it since that version.
  public Outcome delete(UUID id, int version) {
    return outcome(calls.change("DELETE", one(id) + "?version=" + version, null));
  }

  private Outcome outcome(Calls.Reply reply) {
    var body = reply.body();
    if (reply.stale()) {
      var differing = body.path("differing").valueStream().map(each -> each.asString("")).toList();
      return new Outcome.Stale(calls.read(body.path("current"), Task.class), differing);
    }
    return body.has("task") ? new Outcome.Changed(task(body)) : new Outcome.Deleted();
  }

  private static String of(UUID workspace) {
    return "/workspaces/" + workspace + "/tasks";
  }

  private static String one(UUID id) {
    return "/tasks/" + id;
  }

  private Task task(JsonNode answer) {
    return calls.read(answer.path("task"), Task.class);
  }
}
