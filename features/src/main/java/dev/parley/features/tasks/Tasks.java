package dev.parley.features.tasks;

import dev.parley.features.conversations.Member;
import dev.parley.features.messages.MessageId;
import dev.parley.features.tasks.TaskOrder.Change;
import dev.parley.features.tasks.TaskOrder.Drop;
import dev.parley.features.tasks.TaskOrder.Make;
import dev.parley.features.tasks.TaskOrder.Release;
import dev.parley.features.tasks.TaskOrder.Step;
import dev.parley.features.workspaces.Workspace;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Gathering;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The door to tasks. Every member of a workspace sees its tasks; those who work in it change them.
/// What changes tasks does not block: its stage completes after the commit, on the writer's thread,
/// or fails with what the contract says. It refuses at once with `unavailable` when too many
/// changes wait.
public final class Tasks {
  /// Most tasks on one page.
  public static final int PAGE_MAX = 500;

  /// About the most bytes of fields on one page.
  public static final int PAGE_BYTES_MAX = 1 << 20;

  /// Most tasks that are asked for by their ids.
  public static final int NAMED_MAX = 100;

  /// Most tasks that are changed at once.
  public static final int AT_ONCE_MAX = TaskOrder.STEPS_MAX;

  /// Of the queries that look where tasks are.
  private static final Gathering.Bounds WORKPLACES = new Gathering.Bounds(4, 2, 500);

  private final Workspaces workspaces;
  private final TaskWriter writer;
  private final Database database;
  private final Gathering<Place, WorkspaceId> workplaces =
      new Gathering<>(WORKPLACES, Place::tenant, this::workplaces);

  public Tasks(Workspaces workspaces, TaskWriter writer, Database database) {
    this.workspaces = workspaces;
    this.writer = writer;
    this.database = database;
  }

  /// A task with the position of its topic: all events up to it are in it.
  public record Snapshot(Task task, String epoch, long offset) {}

  /// What a change wants of a task.
  ///
  /// @param version what the writer had read
  /// @param merge whether it holds although other fields have been changed since
  public record Wish(TaskId task, int version, boolean merge, TaskFields fields) {}

  /// Makes a task. The same id again, of the same person and workspace, gives the task that it
  /// made, as it is by now.
  CompletionStage<Task> create(Actor actor, Make make) {
    return one(actor, make);
  }

  /// Makes a task of what is written as clients write it: `{title, …fields}`.
  public CompletionStage<Task> create(Actor actor, WorkspaceId workspace, JsonNode given) {
    return create(actor, TaskWishes.make(given, workspace, TaskId.next()));
  }

  /// Changes fields of a task. Fails with `stale`, which carries the task as it is, where others
  /// came first: with any change, or if `merge` is set, with one of the same fields. What is so
  /// already is no change.
  public CompletionStage<Task> update(Actor actor, Wish wish) {
    return one(actor, step(wish));
  }

  /// Changes several tasks together, or none.
  public CompletionStage<List<Task>> update(Actor actor, List<Wish> wishes) {
    if (wishes.size() > AT_ONCE_MAX) throw new Problem.TooLarge("tasks", AT_ONCE_MAX).refused();
    return writer.carryOut(TaskOrder.of(actor, wishes.stream().map(Tasks::step).toList()));
  }

  private static Change step(Wish wish) {
    return new Change(wish.task(), wish.version(), wish.merge(), wish.fields());
  }

  /// Deletes a task that has no sub-tasks; where a version is given, only if that is the current
  /// one.
  public CompletionStage<Task> delete(Actor actor, TaskId id, OptionalInt version) {
    return one(actor, new Drop(id, version));
  }

  /// Ends the part of somebody in tasks of a workspace in which that person is not any more; where
  /// the person is in it nothing changes.
  public CompletionStage<List<Task>> release(Actor by, UserId user, Collection<TaskId> ids) {
    if (ids.size() > AT_ONCE_MAX) throw new Problem.TooLarge("ids", AT_ONCE_MAX).refused();
    var steps = ids.stream().map(id -> new Release(id, user)).toList();
    return writer.carryOut(TaskOrder.of(by, steps));
  }

  private CompletionStage<Task> one(Actor actor, Step step) {
    return writer.carryOut(TaskOrder.of(actor, List.of(step))).thenApply(List::getFirst);
  }

  /// A task; a stranger's and a missing one are refused alike.
  public Snapshot find(Actor actor, TaskId id) {
    return database.snapshot(
        actor.tenant(),
        tx -> {
          var task = TaskStore.find(tx.sql(), actor.tenant(), id).orElseThrow(Tasks::unknown);
          if (workspaces.member(actor, task.workspaceId()).isEmpty()) throw unknown();
          var at = TaskStore.position(tx.sql(), actor.tenant(), id.topic());
          return new Snapshot(task, at.epoch(), at.offset());
        });
  }

  /// A task that the actor sees, and that stays as it is until the transaction ends. Before any
  /// proof of a place in a workspace is held. A stranger holds nothing.
  public Task staying(Transaction tx, Actor actor, TaskId id) {
    var seen =
        TaskStore.find(tx.sql(), actor.tenant(), id)
            .filter(task -> workspaces.member(actor, task.workspaceId()).isPresent());
    if (seen.isEmpty()) throw unknown();
    return TaskStore.staying(tx.sql(), actor.tenant(), id).orElseThrow(Tasks::unknown);
  }

  /// Tasks of a workspace, in the order in which they were made.
  public TaskPage list(WorkspaceMember member, TaskQuery query) {
    return database.snapshot(
        member.tenant(),
        tx -> TaskStore.list(tx.sql(), member.tenant(), member.workspace(), query));
  }

  /// Tasks of whatever workspaces, by their ids.
  ///
  /// @param nextAfter where the next page starts, if there is one
  public record Found(List<Task> tasks, boolean hasMore, Optional<TaskId> nextAfter) {}

  /// Those of the tasks that the actor sees; what is missing and what is not for the actor are left
  /// out alike.
  public Found among(Actor actor, Collection<TaskId> ids, Optional<TaskId> after) {
    if (ids.size() > NAMED_MAX) throw new Problem.TooLarge("ids", NAMED_MAX).refused();
    var seen = seen(actor, after, NAMED_MAX);
    return database.in(actor.tenant(), tx -> TaskStore.among(tx.sql(), actor.tenant(), ids, seen));
  }

  /// The tasks that were made from messages of a conversation, or from one of them: those that the
  /// member of it sees.
  public Found madeFrom(
      Member member, Optional<MessageId> message, Optional<TaskId> after, int limit) {
    var seen = seen(member.actor(), after, limit);
    var conversation = member.conversation();
    return database.in(
        member.tenant(),
        tx -> TaskStore.madeFrom(tx.sql(), member.tenant(), conversation, message, seen));
  }

  private TaskStore.Seen seen(Actor actor, Optional<TaskId> after, int limit) {
    var mine = workspaces.list(actor).stream().map(Workspace::id).toList();
    return new TaskStore.Seen(mine, after, limit);
  }

  private record Place(TenantId tenant, TaskId task) {}

  /// Whether the actor may see a task, for those of whom thousands ask at the same moment. Not for
  /// a thread with a transaction open.
  boolean sees(Actor actor, TaskId id) {
    return workplaces
        .ask(new Place(actor.tenant(), id))
        .filter(workspace -> workspaces.takesPart(actor, workspace))
        .isPresent();
  }

  private Map<Place, WorkspaceId> workplaces(List<Place> ofTenant) {
    var tenant = ofTenant.getFirst().tenant();
    var ids = ofTenant.stream().map(Place::task).toList();
    var found = database.in(tenant, tx -> TaskStore.workplaces(tx.sql(), tenant, ids));
    return ofTenant.stream()
        .filter(place -> found.containsKey(place.task()))
        .collect(Collectors.toMap(Function.identity(), place -> found.get(place.task())));
  }

  /// The one answer to a stranger and for what is missing.
  public static Refused unknown() {
    return new Problem.NotFound("task").refused();
  }
}
