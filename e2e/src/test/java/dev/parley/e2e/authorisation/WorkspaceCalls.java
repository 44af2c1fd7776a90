package dev.parley.e2e.authorisation;

import dev.parley.e2e.Api;
import dev.parley.e2e.Api.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How the operations on workspaces are called.
final class WorkspaceCalls {
  private final Cast cast;

  WorkspaceCalls(Cast cast) {
    this.cast = cast;
  }

  Answer call(Matrix.Row row, Principal caller, Scene scene) {
    var api = cast.api(caller);
    return switch (row.name()) {
      case "listWorkspaces" -> api.get("/workspaces");
      case "createWorkspace" -> api.post("/workspaces", Map.of("name", "New"));
      case "joinWorkspace" -> {
        var code = scene.workplace().invitation(row.target()).code();
        yield api.post("/workspaces/join", Map.of("code", code));
      }
      case "createConversation" -> {
        var id = scene.workplace().workspace(row.target());
        var alone = Map.of("type", "group", "name", "New", "participantIds", List.of());
        var body = new HashMap<String, Object>(alone);
        body.put("workspaceId", id);
        yield api.post("/conversations", body);
      }
      case "revokeWorkspaceInvitation" -> revoke(row, caller, scene);
      default -> one(row, caller, scene);
    };
  }

  private Answer one(Matrix.Row row, Principal caller, Scene scene) {
    var api = cast.api(caller);
    var path = "/workspaces/" + scene.workplace().workspace(row.target());
    return switch (row.name()) {
      case "getWorkspace" -> api.get(path);
      case "updateWorkspace" -> api.put(path, Map.of("name", "Renamed"));
      case "deleteWorkspace" -> api.delete(path);
      case "updateWorkspacePreferences" -> api.put(path + "/preferences", Map.of("starred", true));
      case "listWorkspaceInvitations" -> api.get(path + "/invitations");
      case "createWorkspaceInvitation" -> api.post(path + "/invitations", Map.of());
      default -> member(row, path + "/members", caller, scene);
    };
  }

  private Answer revoke(Matrix.Row row, Principal caller, Scene scene) {
    var place = scene.workplace();
    if (row.varies().equals("invitation")) {
      return revoke(caller, place.shared(), place.invitation(row.target()).id());
    }
    var shared = place.invitation("invitation.shared");
    return revoke(caller, place.workspace(row.target()), shared.id());
  }

  private Answer revoke(Principal caller, String workspace, String invitation) {
    return cast.api(caller).delete("/workspaces/" + workspace + "/invitations/" + invitation);
  }

  private Answer member(Matrix.Row row, String path, Principal caller, Scene scene) {
    Api api = cast.api(caller);
    var other = scene.person(row.target(), RestCalls.subject(caller));
    return switch (row.name()) {
      case "listMembers" -> api.get(path);
      case "addMembers" -> {
        boolean someone =
            row.target().equals("person.foreign") || row.target().equals("person.random");
        yield api.post(path, Map.of("userIds", List.of(someone ? other : cast.extra())));
      }
      case "updateMember" -> api.put(path + "/" + other, Map.of("role", "guest"));
      case "removeMember" -> api.delete(path + "/" + other);
      default -> throw new AssertionError("nobody knows how to call " + row.name());
    };
  }
}
