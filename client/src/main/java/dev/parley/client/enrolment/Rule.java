package dev.parley.client.enrolment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A rule by which a workspace lets people in.
///
/// @param type `email_domain`, `user_metadata` or `manual`
/// @param criteria empty for `manual`, and for whoever does not administer the tenant
/// @param version counts its changes from 1
public record Rule(
    UUID id,
    UUID workspaceId,
    String name,
    String type,
    Criteria criteria,
    Actions actions,
    boolean active,
    int version,
    UUID updatedBy,
    Instant updatedAt) {

  /// Whom it is about.
  ///
  /// @param domains exactly these, of addresses
  /// @param all what is noted about them
  public record Criteria(List<String> domains, List<Condition> all) {
    public Criteria {
      domains = domains == null ? List.of() : List.copyOf(domains);
      all = all == null ? List.of() : List.copyOf(all);
    }

    public static Criteria ofDomains(String... domains) {
      return new Criteria(List.of(domains), List.of());
    }

    /// Whom somebody names.
    public static Criteria none() {
      return new Criteria(List.of(), List.of());
    }

    Map<String, ?> body() {
      if (!domains.isEmpty()) return Map.of("domains", domains);
      return all.isEmpty() ? Map.of() : Map.of("all", all);
    }
  }

  /// What is noted under the key is one of the values.
  public record Condition(String key, List<Object> in) {}

  /// What happens to them.
  ///
  /// @param role at least what they are in the workspace from then on
  /// @param conversationIds groups of the workspace that they join
  public record Actions(String role, List<UUID> conversationIds) {}
}
