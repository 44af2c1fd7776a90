package dev.parley.features.boards;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Boards over HTTP.
public record BoardRoutes(Workspaces workspaces, Boards boards) implements Routes {

  @Override
  public void addTo(Api api) {
    api.on("listBoards", this::list)
        .change("createBoard", this::create)
        .on("getBoard", this::get)
        .change("updateBoard", this::update)
        .change("deleteBoard", this::delete);
  }

  private static WorkspaceId workspace(Request request) {
    return new WorkspaceId(request.id("workspaceId"));
  }

  private static BoardId id(Request request) {
    return new BoardId(request.id("boardId"));
  }

  private Response list(Request request) {
    var member = workspaces.member(request.actor(), workspace(request));
    return Response.ok(Map.of("boards", boards.list(member.orElseThrow(Workspaces::unknown))));
  }

  private record NewColumn(@Nullable ColumnId id, String name, TaskStatus status) {
    Column column() {
      return new Column(id == null ? ColumnId.next() : id, name, status);
    }
  }

  private record Create(String name, @Nullable List<NewColumn> columns) {
    BoardDraft draft() {
      if (columns == null) return BoardDraft.usual(name);
      return new BoardDraft(name, columns.stream().map(NewColumn::column).toList());
    }
  }

  private Response create(Request request) {
    var draft = request.body(Create.class).draft();
    var made = boards.create(request.actor(), workspace(request), draft);
    return Response.created(Map.of("board", made));
  }

  private Response get(Request request) {
    return Response.ok(Map.of("board", boards.find(request.actor(), id(request))));
  }

  private record Update(int version, String name, List<NewColumn> columns) {
    BoardDraft draft() {
      return new BoardDraft(name, columns.stream().map(NewColumn::column).toList());
    }
  }

  private Response update(Request request) {
    var given = request.body(Update.class);
    var board = boards.update(request.actor(), id(request), given.version(), given.draft());
    return Response.ok(Map.of("board", board));
  }

  private Response delete(Request request) {
    boards.delete(request.actor(), id(request));
    return Response.noContent();
  }
}
