package dev.parley.e2e.authorisation;

import dev.parley.e2e.Api.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How the operations on views are called.
final class ViewCalls {
  static final Set<String> OPERATIONS =
      Set.of("listViews", "createView", "updateView", "deleteView");

  private final Cast cast;

  ViewCalls(Cast cast) {
    this.cast = cast;
  }

  /// A view of a whole workspace.
  static Map<String, Object> view(String name, boolean shared) {
    return Map.of("name", name, "shared", shared, "layout", "list", "query", "due=week");
  }

  Answer call(Matrix.Row row, Principal caller, Scene scene) {
    var api = cast.api(caller);
    var place = scene.workplace();
    var views = "/workspaces/" + place.workspace(row.target()) + "/views";
    var view = "/views/" + place.view(row.target());
    return switch (row.name()) {
      case "listViews" -> api.get(views);
      case "createView" -> api.post(views, view("New", false));
      case "updateView" -> {
        var changed = new HashMap<>(view("Changed", !row.target().equals("view.personal")));
        changed.put("version", 1);
        yield api.put(view, changed);
      }
      case "deleteView" -> api.delete(view);
      default -> throw new AssertionError("nobody knows how to call " + row.name());
    };
  }
}
