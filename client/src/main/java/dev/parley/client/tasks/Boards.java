package dev.parley.client.tasks;

import dev.parley.client.calls.Calls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Boards over REST. Calls block, and throw a `ParleyException` when they are refused.
public final class Boards {
  private final Calls calls;

  public Boards(Calls calls) {
    this.calls = calls;
  }

  /// All boards of a workspace.
  public List<Board> list(UUID workspace) {
    return calls.list(calls.get(of(workspace), Map.of()), "boards", Board.class);
  }

  /// Makes a board with the usual columns.
  public Board create(UUID workspace, String name) {
    return board(calls.ask("POST", of(workspace), Map.of("name", name)));
  }

  public Board get(UUID id) {
    return board(calls.get(one(id), Map.of()));
  }

  /// A column as it shall be.
  ///
  /// @param id empty for a new one
  public record ColumnDraft(Optional<UUID> id, String name, String status) {
    public static ColumnDraft of(Board.Column column) {
      return new ColumnDraft(Optional.of(column.id()), column.name(), column.status());
    }
  }

  /// Gives a board another name and other columns, in that order. Refused with `stale` where
  /// another change came after the board that was read; with `conflict` where a column that would
  /// go has tasks.
  public Board update(Board read, String name, List<ColumnDraft> columns) {
    var body =
        Map.of(
            "version", read.version(),
            "name", name,
            "columns", columns.stream().map(Boards::body).toList());
    return board(calls.ask("PUT", one(read.id()), body));
  }

  private static Map<String, ?> body(ColumnDraft column) {
    return column
        .id()
        .<Map<String, ?>>map(
            id -> Map.of("id", id, "name", column.name(), "status", column.status()))
        .orElseGet(() -> Map.of("name", column.name(), "status", column.status()));
  }

  /// Deletes a board that has no tasks.
  public void delete(UUID id) {
    calls.ask("DELETE", one(id), null);
  }

  private static String of(UUID workspace) {
    return "/workspaces/" + workspace + "/boards";
  }

  private static String one(UUID id) {
    return "/boards/" + id;
  }

  private Board board(JsonNode answer) {
    return calls.read(answer.path("board"), Board.class);
  }
}
