package dev.parley.features.tasks;

import dev.parley.features.tasks.TaskOrder.Change;
import dev.parley.features.tasks.TaskOrder.Drop;
import dev.parley.features.tasks.TaskOrder.Make;
import dev.parley.features.tasks.TaskOrder.Release;
import dev.parley.features.tasks.TaskOrder.Step;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/// Carries out one order in a ledger: the rules of tasks.
final class Desk {
  /// About the most bytes of all fields of a task: it fits into a frame.
  static final int FIELDS_BYTES_MAX = 60 << 10;

  private final Ledger ledger;
  private final Sources sources;
  private final Actor actor;
  private final Instant now;
  private final List<EventDraft> events = new ArrayList<>();

  Desk(Ledger ledger, Sources sources, Actor actor, Instant now) {
    this.ledger = ledger;
    this.sources = sources;
    this.actor = actor;
    this.now = now;
  }

  /// What others should hear of it.
  List<EventDraft> events() {
    return events;
  }

  /// The tasks as they are after each step. Refuses the whole order where a step is refused.
  List<Task> carryOut(List<Step> steps) {
    var tasks = new ArrayList<Task>(steps.size());
    for (var step : steps) {
      tasks.add(
          switch (step) {
            case Make make -> make(make);
            case Change change -> change(change);
            case Drop drop -> drop(drop);
            case Release release -> release(release);
          });
    }
    return tasks;
  }

  private Task make(Make make) {
    var member = ledger.member(actor, make.workspace()).orElseThrow(Workspaces::unknown);
    requireWorks(member.role().works());
    var earlier = ledger.entry(make.id());
    if (earlier.isPresent()) return repeated(make, earlier.get());
    var wanted = sources.fields(actor, make);
    if (wanted.find(TaskField.TITLE).isEmpty()) {
      throw new Problem.Invalid("title", "Is missing").refused();
    }
    var initial = TaskFields.stored(Json.tree("{}"));
    check(make.id(), make.workspace(), initial, wanted);
    var fields = initial.with(placement(make.workspace()).settle(initial, wanted));
    requireFits(fields);
    var authors = new Task.Authors(actor.user(), now, actor.user(), now);
    var task = new Task(make.id(), make.workspace(), fields, Map.of(), 1, make.source(), authors);
    ledger.stage(new Ledger.Entry(task, false));
    events.addAll(TaskEvents.created(task));
    return task;
  }

  private Task repeated(Make make, Ledger.Entry earlier) {
    var task = earlier.task();
    boolean same =
        task.authors().createdBy().equals(actor.user())
            && task.workspaceId().equals(make.workspace());
    if (!same) throw new Problem.Conflict("This id is taken").refused();
    if (earlier.deleted()) throw new Problem.Gone("task").refused();
    return task;
  }

  private Task change(Change change) {
    var task = mine(change.id());
    if (change.version() > task.version()) {
      throw new Problem.Unprocessable("version", "There is no such version yet").refused();
    }
    var wanted = change.fields().differingFrom(task.fields());
    if (wanted.isEmpty()) return task;
    if (!holds(change, task, wanted.names())) throw stale(task, wanted).refused();
    check(task.id(), task.workspaceId(), task.fields(), wanted);
    var changes = placement(task.workspaceId()).settle(task.fields(), wanted);
    if (!holds(change, task, following(changes, wanted))) throw stale(task, wanted).refused();
    var next = task.changed(changes, actor.user(), now);
    requireFits(next.fields());
    ledger.stage(new Ledger.Entry(next, false));
    events.addAll(TaskEvents.updated(next, changes));
    return next;
  }

  /// Whether nobody changed meanwhile what the writer wants to change.
  private static boolean holds(Change change, Task task, Set<TaskField> fields) {
    if (change.version() == task.version()) return true;
    return change.merge()
        && fields.stream().allMatch(field -> task.touchedIn(field) <= change.version());
  }

  /// What a change takes with it without having said so. That a card comes to the end of its new
  /// column takes nothing from who moved it within the old one.
  private static Set<TaskField> following(TaskFields changes, TaskFields wanted) {
    return changes.names().stream()
        .filter(field -> field != TaskField.POSITION || wanted.find(field).isPresent())
        .collect(Collectors.toSet());
  }

  private static void requireFits(TaskFields fields) {
    if (fields.weight() <= FIELDS_BYTES_MAX) return;
    throw new Problem.TooLarge("", FIELDS_BYTES_MAX).refused();
  }

  private static Problem stale(Task task, TaskFields wanted) {
    var differing = wanted.names().stream().map(TaskField::label).toList();
    return new Problem.Stale(task.version(), Json.write(task), differing);
  }

  private Task drop(Drop drop) {
    var earlier = ledger.entry(drop.id()).filter(Ledger.Entry::deleted).map(Ledger.Entry::task);
    // Said again, since the answer was lost.
    if (earlier.filter(gone -> gone.authors().updatedBy().equals(actor.user())).isPresent()) {
      if (ledger.member(actor, earlier.get().workspaceId()).isEmpty()) throw Tasks.unknown();
      return earlier.get();
    }
    var task = mine(drop.id());
    if (drop.version().isPresent() && drop.version().getAsInt() != task.version()) {
      throw stale(task, TaskFields.none()).refused();
    }
    if (ledger.isParent(task.id())) throw new Problem.Conflict("It has sub-tasks").refused();
    var gone = task.changed(TaskFields.none(), actor.user(), now);
    ledger.stage(new Ledger.Entry(gone, true));
    events.addAll(TaskEvents.deleted(gone));
    return gone;
  }

  /// Nobody has to be a member for it: that somebody is not is the reason.
  private Task release(Release release) {
    var entry = ledger.entry(release.id()).orElseThrow(Tasks::unknown);
    var task = entry.task();
    var left = task.fields().ids(TaskField.ASSIGNEES);
    if (entry.deleted() || !left.remove(release.user().value())) return task;
    if (!ledger.members(task.workspaceId(), Set.of(release.user())).isEmpty()) return task;
    var assigned = JsonNodeFactory.instance.arrayNode();
    left.forEach(id -> assigned.add(id.toString()));
    var changes = TaskFields.none().with(TaskField.ASSIGNEES, assigned);
    var next = task.changed(changes, actor.user(), now);
    ledger.stage(new Ledger.Entry(next, false));
    events.addAll(TaskEvents.updated(next, changes));
    return next;
  }

  /// A task that the actor may change.
  private Task mine(TaskId id) {
    var task = ledger.task(id).orElseThrow(Tasks::unknown);
    var member = ledger.member(actor, task.workspaceId()).orElseThrow(Tasks::unknown);
    requireWorks(member.role().works());
    return task;
  }

  private static void requireWorks(boolean works) {
    if (!works) throw new Problem.Forbidden("Guests change no tasks").refused();
  }

  private Placement placement(WorkspaceId workspace) {
    return new Placement(workspace, ledger::board, ledger::end);
  }

  /// That what the fields name, and the task does not name yet, is there.
  private void check(TaskId id, WorkspaceId workspace, TaskFields present, TaskFields fields) {
    checkAssignees(workspace, added(TaskField.ASSIGNEES, present, fields));
    fields.id(TaskField.PARENT).ifPresent(parent -> checkParent(id, workspace, new TaskId(parent)));
    for (var other : added(TaskField.RELATIONS, present, fields)) {
      if (other.equals(id.value()) || !isOf(workspace, new TaskId(other))) {
        throw new Problem.Unprocessable("relations", "No other task of the workspace").refused();
      }
    }
  }

  private static Set<UUID> added(TaskField field, TaskFields present, TaskFields fields) {
    if (fields.find(field).isEmpty()) return Set.of();
    var added = fields.ids(field);
    added.removeAll(present.ids(field));
    return added;
  }

  private void checkAssignees(WorkspaceId workspace, Set<UUID> added) {
    var people = added.stream().map(UserId::new).collect(Collectors.toSet());
    if (people.isEmpty() || ledger.members(workspace, people).containsAll(people)) return;
    throw new Problem.Unprocessable("assigneeIds", "Not in the workspace").refused();
  }

  /// A sub-task is part of a task that is part of none.
  private void checkParent(TaskId id, WorkspaceId workspace, TaskId parent) {
    var whole = ledger.other(parent).filter(task -> task.workspaceId().equals(workspace));
    if (parent.equals(id) || whole.isEmpty()) {
      throw new Problem.Unprocessable("parentId", "No other task of the workspace").refused();
    }
    if (whole.get().fields().id(TaskField.PARENT).isPresent() || ledger.isParent(id)) {
      throw new Problem.Unprocessable("parentId", "A sub-task has no sub-tasks").refused();
    }
  }

  private boolean isOf(WorkspaceId workspace, TaskId id) {
    return ledger.other(id).filter(task -> task.workspaceId().equals(workspace)).isPresent();
  }
}
