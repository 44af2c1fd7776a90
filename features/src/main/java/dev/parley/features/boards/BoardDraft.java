package dev.parley.features.boards;

import dev.parley.platform.kernel.Checks;
import dev.parley.protocol.Problem;
import java.util.HashSet;
import java.util.List;

/// How a board is to be: its name, and its columns in their order.
public record BoardDraft(String name, List<Column> columns) {
  public static final int NAME_LENGTH_MAX = 200;
  public static final int COLUMNS_MAX = 50;

  public BoardDraft {
    Checks.text("name", name, NAME_LENGTH_MAX);
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new Problem.Unprocessable("columns", "A board has a column").refused();
    }
    if (columns.size() > COLUMNS_MAX) throw new Problem.TooLarge("columns", COLUMNS_MAX).refused();
    var seen = new HashSet<ColumnId>();
    for (var column : columns) {
      Checks.text("columns.name", column.name(), NAME_LENGTH_MAX);
      if (!seen.add(column.id())) {
        throw new Problem.Unprocessable("columns.id", "Two columns have this id").refused();
      }
    }
  }

  /// With the columns that most begin with.
  public static BoardDraft usual(String name) {
    return new BoardDraft(
        name,
        List.of(
            new Column(ColumnId.next(), "To do", TaskStatus.TO_DO),
            new Column(ColumnId.next(), "Doing", TaskStatus.DOING),
            new Column(ColumnId.next(), "Done", TaskStatus.DONE)));
  }
}
