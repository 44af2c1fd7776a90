package dev.parley.features.tasks;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.GroupCommit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.JsonNodeFactory;

/// A change of tasks on its way: all its steps take effect together, or none.
///
/// @param weight about how many bytes it is, with the rows that it holds
record TaskOrder(Actor actor, List<Step> steps, CompletableFuture<List<Task>> outcome, long weight)
    implements GroupCommit.Waiting {
  /// Most steps of one order.
  static final int STEPS_MAX = 200;

  /// What a step weighs besides its fields: two events, and a row as most are.
  private static final int STEP_BYTES = 4_096;

  TaskOrder {
    steps = List.copyOf(steps);
  }

  static TaskOrder of(Actor actor, List<? extends Step> steps) {
    long weight = steps.stream().mapToLong(step -> STEP_BYTES + step.fields().weight()).sum();
    return new TaskOrder(actor, List.copyOf(steps), new CompletableFuture<>(), weight);
  }

  /// What is to be done with one task.
  sealed interface Step {
    TaskId id();

    default TaskFields fields() {
      return TaskFields.none();
    }
  }

  /// Makes a task, unless its maker has made it already.
  record Make(TaskId id, WorkspaceId workspace, TaskFields fields, Optional<TaskSource> source)
      implements Step {}

  /// Changes some fields of a task.
  ///
  /// @param version what the writer had read
  /// @param merge whether it holds although other fields have been changed since
  record Change(TaskId id, int version, boolean merge, TaskFields fields) implements Step {}

  /// Deletes a task.
  ///
  /// @param version what the writer had read, where that matters
  record Drop(TaskId id, OptionalInt version) implements Step {}

  /// Ends somebody's part in a task, unless that person is in its workspace.
  record Release(TaskId id, UserId user) implements Step {

    /// Whom it names, who is looked up with all whom others name.
    @Override
    public TaskFields fields() {
      var named = JsonNodeFactory.instance.arrayNode().add(user.toString());
      return TaskFields.none().with(TaskField.ASSIGNEES, named);
    }
  }

  @Override
  public Object group() {
    return actor.tenant();
  }

  @Override
  public void fail(RuntimeException e) {
    outcome.completeExceptionally(e);
  }
}
