package dev.parley.e2e.authorisation;

import dev.parley.e2e.Api;
import java.util.List;
import java.util.Map;

/// How the events of workspaces are caused.
final class WorkspaceCauses {
  private final Cast cast;

  WorkspaceCauses(Cast cast) {
    this.cast = cast;
  }

  void cause(Matrix.Row row, Scene scene) {
    Api owner = cast.person(Principal.OWNER).api();
    var path = "/workspaces/" + scene.workplace().shared();
    var own = row.target().equals("user.member");
    var who =
        own ? cast.person(Principal.MEMBER).id() : scene.person("person.other", Principal.OWNER);
    var members = path + "/members";
    switch (row.name()) {
      case "workspace.updated" -> owner.put(path, Map.of("name", "Renamed")).expect(200);
      case "workspace.preferences" ->
          cast.person(Principal.MEMBER)
              .api()
              .put(path + "/preferences", Map.of("starred", true))
              .expect(200);
      case "workspace.deleted" -> owner.delete(path).expect(204);
      case "workspace.member.added" -> {
        owner.delete(members + "/" + who).expect(204);
        owner.post(members, Map.of("userIds", List.of(who))).expect(200);
      }
      case "workspace.member.updated" ->
          owner.put(members + "/" + who, Map.of("role", "guest")).expect(200);
      case "workspace.member.removed" -> owner.delete(members + "/" + who).expect(204);
      case "enrolment.finished" -> {
        var rule = scene.workplace().rule("rule.shared").id();
        var named = Map.of("userIds", List.of(rule));
        owner.post(path + "/enrolment-rules/" + rule + "/runs", named).expect(201);
      }
      default -> throw new AssertionError("nobody knows how to cause " + row.name());
    }
  }
}
