package dev.parley.app.demo;

import dev.parley.features.boards.BoardDraft;
import dev.parley.features.boards.Column;
import dev.parley.features.boards.ColumnId;
import dev.parley.features.boards.TaskStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What is to be done, on one board. A text file: a head of `board: name` and `column: name,
/// status` lines, an empty line, then `column | title | people | day that it is due | labels |
/// transcript mm:ss words`, of which people, day and labels may be empty.
record Plan(BoardDraft board, List<Card> cards) {

  /// What was said that made it a task.
  ///
  /// @param offset when, in the transcript
  /// @param words part of what was said then
  record Origin(String transcript, String offset, String words) {
    private static Origin parse(String text) {
      var parts = text.split(" ", 3);
      return new Origin(parts[0], parts[1], parts[2]);
    }
  }

  /// @param people who it is for, by their names
  record Card(
      String column,
      String title,
      List<String> people,
      Optional<Instant> due,
      List<String> labels,
      Origin origin) {
    private static Card parse(String line) {
      var parts = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      var due = Optional.of(parts.get(3)).filter(day -> !day.isEmpty()).map(Card::evening);
      return new Card(
          parts.get(0),
          parts.get(1),
          list(parts.get(2)),
          due,
          list(parts.get(4)),
          Origin.parse(parts.get(5)));
    }

    private static Instant evening(String day) {
      return LocalDate.parse(day).atTime(LocalTime.of(17, 0)).toInstant(ZoneOffset.UTC);
    }

    private static List<String> list(String text) {
      return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
  }

  static Plan parse(String text) {
    int bodyAt = text.indexOf("\n\n");
    var name = "";
    var columns = new ArrayList<Column>();
    for (var head : text.substring(0, bodyAt).lines().toList()) {
      var value = head.substring(head.indexOf(':') + 1).strip();
      if (head.startsWith("board:")) name = value;
      else columns.add(column(value));
    }
    var cards = text.substring(bodyAt + 2).lines().map(Card::parse).toList();
    return new Plan(new BoardDraft(name, columns), cards);
  }

  private static Column column(String value) {
    int comma = value.lastIndexOf(',');
    var status = TaskStatus.of(value.substring(comma + 1).strip());
    return new Column(ColumnId.next(), value.substring(0, comma).strip(), status);
  }
}
