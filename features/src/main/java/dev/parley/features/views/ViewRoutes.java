package dev.parley.features.views;

import dev.parley.features.boards.BoardId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Views over HTTP.
public record ViewRoutes(Workspaces workspaces, Views views) implements Routes {

  @Override
  public void addTo(Api api) {
    api.on("listViews", this::list)
        .change("createView", this::create)
        .change("updateView", this::update)
        .change("deleteView", this::delete);
  }

  private static WorkspaceId workspace(Request request) {
    return new WorkspaceId(request.id("workspaceId"));
  }

  private static ViewId id(Request request) {
    return new ViewId(request.id("viewId"));
  }

  private Response list(Request request) {
    var member = workspaces.member(request.actor(), workspace(request));
    return Response.ok(Map.of("views", views.list(member.orElseThrow(Workspaces::unknown))));
  }

  private record Create(
      String name, @Nullable BoardId boardId, boolean shared, ViewLayout layout, String query) {
    ViewDraft draft() {
      return new ViewDraft(name, Optional.ofNullable(boardId), shared, layout, query);
    }
  }

  private Response create(Request request) {
    var draft = request.body(Create.class).draft();
    var made = views.create(request.actor(), workspace(request), draft);
    return Response.created(Map.of("view", made));
  }

  private record Update(
      int version,
      String name,
      @Nullable BoardId boardId,
      boolean shared,
      ViewLayout layout,
      String query) {
    ViewDraft draft() {
      return new ViewDraft(name, Optional.ofNullable(boardId), shared, layout, query);
    }
  }

  private Response update(Request request) {
    var given = request.body(Update.class);
    var view = views.update(request.actor(), id(request), given.version(), given.draft());
    return Response.ok(Map.of("view", view));
  }

  private Response delete(Request request) {
    views.delete(request.actor(), id(request));
    return Response.noContent();
  }
}
