package dev.parley.e2e.authorisation;

import dev.parley.e2e.Api.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How the operations on enrolment rules are called.
final class EnrolmentCalls {
  static final Set<String> OPERATIONS =
      Set.of(
          "listEnrolmentRules",
          "createEnrolmentRule",
          "dryRunEnrolmentRule",
          "getEnrolmentRule",
          "updateEnrolmentRule",
          "deleteEnrolmentRule",
          "listEnrolmentRuleVersions",
          "rollbackEnrolmentRule",
          "listEnrolmentRuns",
          "createEnrolmentRun",
          "getEnrolmentRun");

  private static final Map<String, Object> TRIAL =
      Map.of("type", "manual", "criteria", Map.of(), "actions", Map.of("role", "guest"));

  private static final Map<String, Object> BY_DOMAIN =
      Map.of("type", "email_domain", "criteria", Map.of("domains", Set.of("nobody.example")));

  private final Cast cast;

  EnrolmentCalls(Cast cast) {
    this.cast = cast;
  }

  /// A rule about nobody, before anything has come of it.
  static Map<String, Object> rule(String name) {
    return with(TRIAL, Map.of("name", name, "active", true));
  }

  private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
    var all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  Answer call(Matrix.Row row, Principal caller, Scene scene) {
    var api = cast.api(caller);
    var place = scene.workplace();
    var path = "/workspaces/" + place.workspace(row.target()) + "/enrolment-rules";
    var nobody = Set.of(place.rule("rule.random").id());
    return switch (row.name()) {
      case "listEnrolmentRules" -> api.get(path);
      case "createEnrolmentRule" -> api.post(path, with(rule("New"), chosen(row)));
      case "dryRunEnrolmentRule" ->
          api.post(path + "/dry-run", with(with(TRIAL, chosen(row)), Map.of("userIds", nobody)));
      default -> one(row, caller, path, place.rule(row.target()));
    };
  }

  private static Map<String, Object> chosen(Matrix.Row row) {
    return row.target().startsWith("domain") ? BY_DOMAIN : Map.of();
  }

  private Answer one(Matrix.Row row, Principal caller, String rules, Workplace.Rule rule) {
    var api = cast.api(caller);
    var path = rules + "/" + rule.id();
    return switch (row.name()) {
      case "getEnrolmentRule" -> api.get(path);
      case "updateEnrolmentRule" -> api.put(path, with(rule("Changed"), Map.of("version", 1)));
      case "deleteEnrolmentRule" -> api.delete(path);
      case "listEnrolmentRuleVersions" -> api.get(path + "/versions");
      case "rollbackEnrolmentRule" ->
          api.post(path + "/rollback", Map.of("version", 0, "expectedVersion", 1));
      case "listEnrolmentRuns" -> api.get(path + "/runs");
      case "createEnrolmentRun" -> api.post(path + "/runs", Map.of("userIds", Set.of(rule.id())));
      case "getEnrolmentRun" -> api.get(path + "/runs/" + rule.run());
      default -> throw new AssertionError("nobody knows how to call " + row.name());
    };
  }
}
