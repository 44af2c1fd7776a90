package dev.parley.features.tasks;

import dev.parley.features.boards.Board;
import dev.parley.features.boards.BoardId;
import dev.parley.features.boards.ColumnId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a batch of orders has to know, as it stands in its transaction, and what the batch has come
/// to so far. The tasks that it may change, their boards and its writers' places in the workspaces
/// are held until the transaction ends. An order's outcome is kept apart until the order is whole.
final class Ledger {
  private final Transaction tx;
  private final TenantId tenant;
  private final Workspaces workspaces;

  private final Map<TaskId, Entry> there;
  private final Map<BoardId, Board> held;
  private final Foresight known;
  private final Map<ColumnId, String> ends = new HashMap<>();
  private final Map<TaskId, Entry> written = new LinkedHashMap<>();
  private final Map<TaskId, Entry> staged = new LinkedHashMap<>();

  /// A task, and whether it is there no more.
  record Entry(Task task, boolean deleted) {}

  /// Takes the locks: of tasks, then of boards, then of those who act.
  static Ledger open(
      Transaction tx, TenantId tenant, TaskWriter.Doors doors, List<TaskOrder> batch) {
    var tasks = new HashSet<TaskId>();
    var boards = new HashSet<BoardId>();
    for (var order : batch) {
      for (var step : order.steps()) {
        tasks.add(step.id());
        step.fields().id(TaskField.PARENT).map(TaskId::new).ifPresent(tasks::add);
        step.fields().id(TaskField.BOARD).map(BoardId::new).ifPresent(boards::add);
      }
    }
    var there = TaskStore.lock(tx.sql(), tenant, tasks);
    for (var entry : there.values()) {
      entry.task.fields().id(TaskField.BOARD).map(BoardId::new).ifPresent(boards::add);
    }
    var held = doors.boards().holding(tx, tenant, boards);
    return new Ledger(tx, tenant, doors.workspaces(), new Held(there, held), batch);
  }

  private record Held(Map<TaskId, Entry> tasks, Map<BoardId, Board> boards) {}

  private Ledger(
      Transaction tx, TenantId tenant, Workspaces workspaces, Held locked, List<TaskOrder> batch) {
    this.tx = tx;
    this.tenant = tenant;
    this.workspaces = workspaces;
    there = locked.tasks;
    held = locked.boards;
    known = Foresight.of(tx, tenant, workspaces, Foresight.Asked.by(batch, there));
  }

  /// A task that is there, as the batch leaves it.
  Optional<Task> task(TaskId id) {
    return entry(id).filter(entry -> !entry.deleted).map(Entry::task);
  }

  /// A task that is there or was.
  Optional<Entry> entry(TaskId id) {
    @Nullable Entry found = staged.get(id);
    if (found == null) found = written.get(id);
    if (found == null) found = there.get(id);
    return Optional.ofNullable(found);
  }

  /// A task that the batch does not change itself, or one that it does.
  Optional<Task> other(TaskId id) {
    if (entry(id).isPresent()) return task(id);
    return known.task(id).orElseGet(() -> TaskStore.find(tx.sql(), tenant, id));
  }

  Optional<Board> board(BoardId id) {
    return Optional.ofNullable(held.get(id));
  }

  /// Empty for who is not in the workspace.
  Optional<WorkspaceMember> member(Actor actor, WorkspaceId workspace) {
    return known.member(actor, workspace).orElseGet(() -> workspaces.acting(tx, actor, workspace));
  }

  /// Which of these people are in the workspace.
  Set<UserId> members(WorkspaceId workspace, Set<UserId> people) {
    return known
        .members(workspace, people)
        .orElseGet(() -> workspaces.among(tx, tenant, workspace, people));
  }

  /// Whether tasks are part of this one.
  boolean isParent(TaskId id) {
    for (var entry : staged.values()) if (isPart(entry, id)) return true;
    for (var entry : written.values()) {
      if (!staged.containsKey(entry.task.id()) && isPart(entry, id)) return true;
    }
    // One more than the batch can have taken away.
    int enough = written.size() + staged.size() + 1;
    return TaskStore.parts(tx.sql(), tenant, id, enough).stream()
        .anyMatch(part ->
            entry(part).isEmpty() || entry(part).filter(entry -> isPart(entry, id)).isPresent());
  }

  private static boolean isPart(Entry entry, TaskId parent) {
    return !entry.deleted
        && entry.task.fields().id(TaskField.PARENT).filter(parent.value()::equals).isPresent();
  }

  /// A place after all tasks of a column.
  String end(BoardId board, ColumnId column) {
    var last =
        ends.computeIfAbsent(
            column, _ -> TaskStore.last(tx.sql(), tenant, board, column).orElse(""));
    for (var entry : written.values()) last = later(last, entry, column);
    for (var entry : staged.values()) last = later(last, entry, column);
    if (last.isEmpty()) return FractionalIndex.FIRST;
    // Where somebody took the longest place there is, others share it.
    return last.length() == FractionalIndex.LENGTH_MAX ? last : FractionalIndex.after(last);
  }

  private static String later(String last, Entry entry, ColumnId column) {
    var fields = entry.task.fields();
    if (fields.id(TaskField.COLUMN).filter(column.value()::equals).isEmpty()) return last;
    var place = fields.text(TaskField.POSITION);
    return place.compareTo(last) > 0 ? place : last;
  }

  /// What a step of the order came to.
  void stage(Entry entry) {
    staged.put(entry.task.id(), entry);
  }

  /// The order is whole.
  void keep() {
    written.putAll(staged);
    staged.clear();
  }

  /// The order was refused: nothing of it is left.
  void forget() {
    staged.clear();
  }

  /// Stores the tasks that were made and changed. Refuses with `unavailable` when somebody else has
  /// made one of them meanwhile: another attempt sees it.
  void save(Instant now) {
    var fresh = new ArrayList<Entry>();
    var changed = new ArrayList<Entry>();
    for (var entry : written.values()) {
      (there.containsKey(entry.task.id()) ? changed : fresh).add(entry);
    }
    if (!changed.isEmpty()) TaskStore.update(tx.sql(), tenant, changed, now);
    if (!fresh.isEmpty() && !TaskStore.insert(tx.sql(), tenant, fresh, now)) {
      throw new Problem.Unavailable("Somebody else made this task just now").refused();
    }
  }
}
