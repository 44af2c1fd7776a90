package dev.parley.client.workspaces;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parley.protocol.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A workspace as it was at one position of its topic: subscribe from there, and nothing is missed
/// or told twice.
///
/// @param role this person's: `owner`, `admin`, `member` or `guest`
/// @param place where this person keeps it among the others; places compare as bytes
public record Workspace(
    UUID id,
    String name,
    Optional<String> description,
    String role,
    int memberCount,
    boolean starred,
    @JsonProperty("position") Optional<String> place,
    String epoch,
    long offset,
    Instant createdAt,
    Instant updatedAt) {

  /// A person in a workspace.
  public record Member(UUID userId, String displayName, String role, Instant joinedAt) {}

  /// Members in the order of their ids. Who follows the topic from the position of the first page
  /// knows all members once all pages are read.
  ///
  /// @param nextAfter where the next page starts, if there is one
  public record MemberPage(
      List<Member> members, boolean hasMore, Optional<UUID> nextAfter, String epoch, long offset) {}

  public Topic topic() {
    return Topic.workspace(id);
  }
}
