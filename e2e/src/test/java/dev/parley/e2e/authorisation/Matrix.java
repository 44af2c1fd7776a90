package dev.parley.e2e.authorisation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The table of verdicts, as it stands in `authorisation-matrix.md`.
record Matrix(List<Row> rows) {
  /// A combination that does not exist.
  static final String NONE = "-";

  private static final String FILE = "/authorisation-matrix.md";

  /// What the rows of one of the file's tables are about.
  enum Kind {
    OPERATION,
    COMMAND,
    EVENT
  }

  /// @param name an operation's id or a frame's type
  /// @param target what it is aimed at: `conversation.foreign`
  record Row(Kind kind, String name, String target, Map<Principal, String> verdicts) {
    String verdict(Principal principal) {
      return Objects.requireNonNull(verdicts.get(principal));
    }

    /// Which of the ids in the request is the one that varies.
    String varies() {
      return target.replaceAll("\\..*", "");
    }

    @Override
    public String toString() {
      return name + " (" + target + ")";
    }
  }

  static Matrix read() {
    try (var in = Objects.requireNonNull(Matrix.class.getResourceAsStream(FILE), FILE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Matrix parse(List<String> lines) {
    var rows = new ArrayList<Row>();
    var columns = List.<String>of();
    for (var line : lines) {
      if (!line.startsWith("|") || line.startsWith("|--")) continue;
      var cells = Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
      if (cells.get(1).equals("target")) {
        columns = cells;
      } else {
        rows.add(row(columns, cells));
      }
    }
    return new Matrix(rows);
  }

  private static Row row(List<String> columns, List<String> cells) {
    if (cells.size() != columns.size()) throw new AssertionError("a torn row: " + cells);
    var verdicts = new EnumMap<Principal, String>(Principal.class);
    for (var principal : Principal.values()) {
      int column = columns.indexOf(principal.column());
      if (column < 0) throw new AssertionError("no column " + principal.column());
      verdicts.put(principal, cells.get(column));
    }
    var kind = Kind.valueOf(columns.getFirst().toUpperCase(java.util.Locale.ROOT));
    return new Row(kind, cells.getFirst(), cells.get(1), verdicts);
  }

  List<Row> rows(Kind kind) {
    return rows.stream().filter(row -> row.kind() == kind).toList();
  }

  Set<String> names(Kind kind) {
    var names = new TreeSet<String>();
    rows(kind).forEach(row -> names.add(row.name()));
    return names;
  }
}
