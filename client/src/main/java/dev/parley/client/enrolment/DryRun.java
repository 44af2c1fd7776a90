package dev.parley.client.enrolment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What would come of a rule.
///
/// @param complete false where there are too many people to count
/// @param people a page of them
/// @param nextAfter where the next page starts, if there is one
public record DryRun(
    Counts counts,
    boolean complete,
    List<Prospect> people,
    boolean hasMore,
    Optional<UUID> nextAfter) {

  /// How many people a rule is about, and what happens to them.
  public record Counts(
      int matched,
      int joining,
      int raising,
      int alreadyThere,
      int leftBefore,
      int leftOut,
      int joiningConversations) {}

  /// What would come of one person.
  ///
  /// @param outcome `joins`, `is_raised`, `is_there`, `left_before` or `left_out`
  /// @param leftOut whether a limit keeps the person out of the workspace or of a group
  public record Prospect(
      UUID userId,
      String displayName,
      String outcome,
      Optional<String> roleBefore,
      Optional<String> role,
      List<UUID> conversationIds,
      boolean leftOut) {}
}
