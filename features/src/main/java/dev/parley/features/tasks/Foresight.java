package dev.parley.features.tasks;

import dev.parley.features.tasks.Ledger.Entry;
import dev.parley.features.tasks.TaskOrder.Make;
import dev.parley.features.tasks.TaskOrder.Step;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a batch of orders will ask about others, read with one query of each kind. Its answers are
/// empty for what it did not foresee.
final class Foresight {
  private final Asked asked;
  private final Map<Seat, WorkspaceMember> members;
  private final Map<WorkspaceId, Set<UserId>> people;
  private final Map<TaskId, Task> tasks;

  private record Seat(Actor actor, WorkspaceId workspace) {}

  private Foresight(
      Asked asked,
      Map<Seat, WorkspaceMember> members,
      Map<WorkspaceId, Set<UserId>> people,
      Map<TaskId, Task> tasks) {
    this.asked = asked;
    this.members = members;
    this.people = people;
    this.tasks = tasks;
  }

  /// What is asked.
  ///
  /// @param actors who act where
  /// @param people who is to be assigned to something
  /// @param tasks what others are to be related to, and the batch does not change itself
  record Asked(
      Map<WorkspaceId, Set<Actor>> actors,
      Map<WorkspaceId, Set<UserId>> people,
      Set<TaskId> tasks) {

    static Asked by(List<TaskOrder> batch, Map<TaskId, Entry> there) {
      var asked = new Asked(new HashMap<>(), new HashMap<>(), new HashSet<>());
      for (var order : batch) {
        for (var step : order.steps()) {
          workspace(step, there).ifPresent(id -> asked.add(order.actor(), id, step.fields()));
        }
      }
      asked.tasks.removeAll(there.keySet());
      return asked;
    }

    private static Optional<WorkspaceId> workspace(Step step, Map<TaskId, Entry> there) {
      if (step instanceof Make make) return Optional.of(make.workspace());
      return Optional.ofNullable(there.get(step.id())).map(entry -> entry.task().workspaceId());
    }

    private void add(Actor actor, WorkspaceId workspace, TaskFields fields) {
      actors.computeIfAbsent(workspace, _ -> new HashSet<>()).add(actor);
      for (var id : fields.ids(TaskField.ASSIGNEES)) {
        people.computeIfAbsent(workspace, _ -> new HashSet<>()).add(new UserId(id));
      }
      for (var id : fields.ids(TaskField.RELATIONS)) tasks.add(new TaskId(id));
    }
  }

  /// Reads it. Those who act stay members until the transaction ends.
  static Foresight of(Transaction tx, TenantId tenant, Workspaces workspaces, Asked asked) {
    var members =
        workspaces.acting(tx, tenant, asked.actors).stream()
            .collect(
                Collectors.toMap(
                    member -> new Seat(member.actor(), member.workspace()), Function.identity()));
    var people =
        asked.people.isEmpty()
            ? Map.<WorkspaceId, Set<UserId>>of()
            : workspaces.among(tx, tenant, asked.people);
    var tasks =
        asked.tasks.isEmpty()
            ? Map.<TaskId, Task>of()
            : TaskStore.find(tx.sql(), tenant, asked.tasks).stream()
                .collect(Collectors.toMap(Task::id, Function.identity()));
    return new Foresight(asked, members, people, tasks);
  }

  /// Who acts in a workspace, or that they are not in it.
  Optional<Optional<WorkspaceMember>> member(Actor actor, WorkspaceId workspace) {
    if (!asked.actors.getOrDefault(workspace, Set.of()).contains(actor)) return Optional.empty();
    return Optional.of(Optional.ofNullable(members.get(new Seat(actor, workspace))));
  }

  /// Which of the people are in the workspace.
  Optional<Set<UserId>> members(WorkspaceId workspace, Set<UserId> among) {
    if (!asked.people.getOrDefault(workspace, Set.of()).containsAll(among)) return Optional.empty();
    var present = new HashSet<>(people.getOrDefault(workspace, Set.of()));
    present.retainAll(among);
    return Optional.of(present);
  }

  /// A task that nobody changes here, or that it is not there.
  Optional<Optional<Task>> task(TaskId id) {
    if (!asked.tasks.contains(id)) return Optional.empty();
    return Optional.of(Optional.ofNullable(tasks.get(id)));
  }
}
