package dev.parley.features.tasks;

import dev.parley.features.boards.Board;
import dev.parley.features.boards.BoardId;
import dev.parley.features.boards.Column;
import dev.parley.features.boards.ColumnId;
import dev.parley.features.boards.TaskStatus;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.protocol.Problem;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Keeps board, column, status and position of a task in step: each column stands for a status, so
/// who moves a task to a column gives it that status, and who gives it another status moves it to a
/// column of that.
///
/// @param boards finds a board
/// @param end gives a place after all tasks of a column
record Placement(
    WorkspaceId workspace,
    Function<BoardId, Optional<Board>> boards,
    BiFunction<BoardId, ColumnId, String> end) {

  /// What has to change of a task so that it becomes what was wanted.
  TaskFields settle(TaskFields task, TaskFields wanted) {
    var after = task.with(wanted);
    var board = after.id(TaskField.BOARD).map(BoardId::new);
    if (board.isEmpty()) return offBoard(task, wanted, after);
    var found =
        boards
            .apply(board.get())
            .filter(each -> each.workspaceId().equals(workspace))
            .orElseThrow(() -> new Problem.Unprocessable("boardId", "No board of here").refused());
    var column = column(found, task, wanted);
    after =
        after
            .with(TaskField.COLUMN, column.id().toString())
            .with(TaskField.STATUS, column.status().label());
    boolean moved = !after.id(TaskField.COLUMN).equals(task.id(TaskField.COLUMN));
    if (moved && wanted.find(TaskField.POSITION).isEmpty()) {
      after = after.with(TaskField.POSITION, end.apply(found.id(), column.id()));
    }
    return after.differingFrom(task);
  }

  private static TaskFields offBoard(TaskFields task, TaskFields wanted, TaskFields after) {
    if (wanted.id(TaskField.COLUMN).isPresent()) {
      throw new Problem.Unprocessable("columnId", "Is of no board").refused();
    }
    return after.withNothing(TaskField.COLUMN).differingFrom(task);
  }

  private static Column column(Board board, TaskFields task, TaskFields wanted) {
    var status = wanted.find(TaskField.STATUS).map(value -> TaskStatus.of(value.asString()));
    var asked = wanted.id(TaskField.COLUMN).map(ColumnId::new);
    if (asked.isPresent()) {
      var column =
          board
              .column(asked.get())
              .orElseThrow(
                  () -> new Problem.Unprocessable("columnId", "No column of the board").refused());
      if (status.isPresent() && status.get() != column.status()) {
        throw new Problem.Unprocessable("status", "The column stands for another").refused();
      }
      return column;
    }
    var present = task.id(TaskField.COLUMN).map(ColumnId::new).flatMap(board::column);
    if (status.isEmpty()) {
      var as = TaskStatus.of(task.text(TaskField.STATUS));
      return present.or(() -> board.columnFor(as)).orElseGet(() -> board.columns().getFirst());
    }
    return present
        .filter(column -> column.status() == status.get())
        .or(() -> board.columnFor(status.get()))
        .orElseThrow(
            () -> new Problem.Unprocessable("status", "No column stands for it").refused());
  }
}
