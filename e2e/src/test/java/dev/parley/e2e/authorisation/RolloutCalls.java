package dev.parley.e2e.authorisation;

import dev.parley.e2e.Api;
import dev.parley.e2e.Api.Answer;
import dev.parley.platform.kernel.Ids;
import java.util.Map;
import java.util.Set;

/// How the operations on switches and groups are called.
final class RolloutCalls {
  static final Set<String> OPERATIONS =
      Set.of(
          "getFeatures",
          "listSwitches",
          "getSwitch",
          "putSwitch",
          "deleteSwitch",
          "putSwitchPerson",
          "deleteSwitchPerson",
          "listSwitchChanges",
          "listRolloutMembers",
          "listRolloutChanges",
          "putRolloutMember");

  private static final Map<String, Object> ON = Map.of("version", 0, "state", "on");

  private final Cast cast;

  RolloutCalls(Cast cast) {
    this.cast = cast;
  }

  Answer call(Matrix.Row row, Principal caller, Scene scene) {
    var api = cast.api(caller);
    return switch (row.name()) {
      case "getFeatures" -> api.get("/features");
      case "listSwitches" -> api.get("/switches");
      case "getSwitch" -> api.get("/switches/realtime");
      case "putSwitch" -> api.put("/switches/" + key(), ON);
      case "deleteSwitch" -> api.delete("/switches/" + make(api));
      case "listSwitchChanges" -> api.get("/switches/realtime/changes");
      case "listRolloutChanges" -> api.get("/rollout/changes");
      case "listRolloutMembers" -> api.get("/rollout/groups");
      default -> person(row, caller, scene);
    };
  }

  private Answer person(Matrix.Row row, Principal caller, Scene scene) {
    var api = cast.api(caller);
    var id = scene.person(row.target(), RestCalls.subject(caller));
    if (row.name().equals("putRolloutMember")) {
      return api.put("/rollout/groups/" + id, Map.of("group", "beta"));
    }
    var path = "/switches/" + make(api) + "/people/" + id;
    var decided = api.put(path, Map.of("value", true));
    return row.name().equals("putSwitchPerson") ? decided : api.delete(path);
  }

  /// A switch that is there if the caller may make one.
  String make(Api api) {
    var key = key();
    api.put("/switches/" + key, ON);
    return key;
  }

  private static String key() {
    return "k." + Ids.next();
  }

  /// The topic of a tenant by the name in the table.
  String topic(String target) {
    return switch (target) {
      case "tenant.home" -> topicOf(Principal.MEMBER);
      case "tenant.foreign" -> topicOf(Principal.FOREIGN_ADMIN);
      default -> "tenant:" + Ids.next();
    };
  }

  private String topicOf(Principal who) {
    return cast.person(who).api().get("/features").expect(200).path("topic").asString();
  }
}
