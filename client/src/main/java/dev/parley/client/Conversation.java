package dev.parley.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parley.protocol.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A conversation as it was at one position of its topic: subscribe from there, and nothing is
/// missed or told twice.
///
/// @param taskId the task whose comments it holds
/// @param place where the caller keeps it among the others; places compare as bytes
public record Conversation(
    UUID id,
    String type,
    Optional<String> name,
    Optional<UUID> workspaceId,
    Optional<UUID> taskId,
    long currentSeq,
    long readSeq,
    long unreadCount,
    Optional<Message> lastMessage,
    String role,
    Optional<List<Participant>> participants,
    int participantCount,
    boolean starred,
    @JsonProperty("position") Optional<String> place,
    String epoch,
    long offset,
    Instant createdAt,
    Instant updatedAt) {

  /// A person in a conversation.
  public record Participant(
      UUID userId,
      String displayName,
      String role,
      long readSeq,
      long deliveredSeq,
      Instant joinedAt) {}

  /// Conversations, newest activity first.
  public record Page(
      List<Conversation> conversations, boolean hasMore, Optional<String> nextBefore) {}

  public Topic topic() {
    return Topic.conversation(id);
  }

  public Position position() {
    return new Position(epoch, offset);
  }
}
