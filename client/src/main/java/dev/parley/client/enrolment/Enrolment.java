package dev.parley.client.enrolment;

import dev.parley.client.calls.Calls;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Enrolment over REST, for owners and admins of a workspace; rules by domain or metadata are tried
/// by those of them who administer the tenant. Calls block, and throw a `ParleyException` when they
/// are refused.
public final class Enrolment {
  private final Calls calls;

  public Enrolment(Calls calls) {
    this.calls = calls;
  }

  /// All rules of a workspace.
  public List<Rule> list(UUID workspace) {
    return calls.list(calls.get(of(workspace), Map.of()), "rules", Rule.class);
  }

  /// What is tried.
  ///
  /// @param people of whom alone; for `manual` there are some
  /// @param after the page after that person
  public record Trial(
      String type,
      Rule.Criteria criteria,
      Rule.Actions actions,
      Collection<UUID> people,
      Optional<UUID> after) {

    /// Of everyone.
    public static Trial of(String type, Rule.Criteria criteria, Rule.Actions actions) {
      return new Trial(type, criteria, actions, List.of(), Optional.empty());
    }

    private Map<String, Object> body() {
      var body = new HashMap<String, Object>();
      body.put("type", type);
      body.put("criteria", criteria.body());
      body.put("actions", actions);
      if (!people.isEmpty()) body.put("userIds", people);
      after.ifPresent(it -> body.put("after", it));
      return body;
    }
  }

  /// Tells what would come of it right now, and changes nothing.
  public DryRun dryRun(UUID workspace, Trial trial) {
    var answer = calls.ask("POST", of(workspace) + "/dry-run", trial.body());
    return calls.read(answer, DryRun.class);
  }

  private static String of(UUID workspace) {
    return "/workspaces/" + workspace + "/enrolment-rules";
  }
}
