package dev.parley.client.tasks;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Which tasks of a workspace are listed. Never changes; each method gives another one, which asks
/// for less.
public final class TaskQuery {
  private final Map<String, Object> query;

  private TaskQuery(Map<String, Object> query) {
    this.query = query;
  }

  /// All tasks, in the order in which they were made.
  public static TaskQuery all() {
    return new TaskQuery(Map.of());
  }

  public TaskQuery board(UUID id) {
    return with("boardId", id);
  }

  public TaskQuery parent(UUID id) {
    return with("parentId", id);
  }

  public TaskQuery status(String status) {
    return with("status", status);
  }

  public TaskQuery assignee(UUID person) {
    return with("assigneeId", person);
  }

  public TaskQuery label(String label) {
    return with("label", label);
  }

  public TaskQuery dueFrom(Instant from) {
    return with("dueFrom", from);
  }

  public TaskQuery dueBefore(Instant end) {
    return with("dueBefore", end);
  }

  /// Most on one page; the server takes up to 500.
  public TaskQuery limit(int limit) {
    return with("limit", limit);
  }

  /// The page after that task.
  public TaskQuery after(UUID task) {
    return with("after", task);
  }

  private TaskQuery with(String name, Object value) {
    var all = new HashMap<>(query);
    all.put(name, value);
    return new TaskQuery(all);
  }

  Map<String, Object> query() {
    return query;
  }
}
