package dev.parley.client.features;

import dev.parley.client.calls.Calls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Features over REST. Calls block, and throw a `ParleyException` when they are refused. Changes
/// are told on the tenant's topic.
public final class Features {
  private final Calls calls;

  public Features(Calls calls) {
    this.calls = calls;
  }

  /// Whether this person has a feature.
  ///
  /// @param reason in the words of OpenFeature
  public record Decision(boolean value, String reason) {}

  /// Which features this person has.
  ///
  /// @param topic tells of changes: subscribe from the position
  public record Answer(Map<String, Decision> features, String topic, String epoch, long offset) {}

  public Answer get() {
    var answer = calls.get("/features", Map.of());
    var features = new LinkedHashMap<String, Decision>();
    for (var each : answer.path("features").properties()) {
      features.put(each.getKey(), calls.read(each.getValue(), Decision.class));
    }
    return new Answer(
        features,
        answer.path("topic").asString(""),
        answer.path("epoch").asString(""),
        answer.path("offset").asLong(0));
  }

  /// Who has a feature.
  ///
  /// @param state `off`, `on` or `phased`
  /// @param groups who has it when phased: `internal`, `beta`, `general`
  /// @param percentage of everyone else, when phased
  public record Setting(String state, List<String> groups, double percentage) {}

  /// What the tenant says about a feature.
  ///
  /// @param version counts the tenant's own changes; 0: it says nothing, and `standard` holds
  public record Switch(
      String key,
      String description,
      String state,
      List<String> groups,
      double percentage,
      int version,
      Setting standard) {}

  /// All switches. For administrators of the tenant, as all below.
  public List<Switch> switches() {
    return calls.list(calls.get("/switches", Map.of()), "switches", Switch.class);
  }

  /// Sets a switch. Refused with `stale` where another change came after that version.
  public Switch put(String key, int version, Setting setting) {
    var body =
        Map.of(
            "version", version,
            "state", setting.state(),
            "groups", setting.groups(),
            "percentage", setting.percentage());
    return calls.read(calls.ask("PUT", one(key), body).path("switch"), Switch.class);
  }

  /// Decides a feature for one person.
  public void decide(String key, UUID person, boolean value) {
    calls.ask("PUT", one(key) + "/people/" + person, Map.of("value", value));
  }

  private static String one(String key) {
    return "/switches/" + key;
  }
}
