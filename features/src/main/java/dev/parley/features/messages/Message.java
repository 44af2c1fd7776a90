package dev.parley.features.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.LastMessages.LastMessage;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// A message as it stands. One that was deleted keeps its place and time, without its content.
///
/// @param seq its place in the conversation, gap-free from 1
/// @param clientId the sender's own id of it, by which a repeat is known
/// @param taskIds the tasks that it cites, which whoever reads it need not see; left out where
///   there are none
public record Message(
    MessageId id,
    ConversationId conversationId,
    long seq,
    Optional<String> clientId,
    UserId userId,
    String type,
    Optional<String> content,
    Optional<MessageId> replyToId,
    Optional<JsonNode> metadata,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UUID> taskIds,
    Optional<Instant> editedAt,
    Optional<Instant> deletedAt,
    Instant createdAt)
    implements LastMessage {
  static final String TEXT = "text";

  @JsonProperty
  Optional<MessageId> threadId() {
    return Optional.empty();
  }

  @JsonProperty
  List<Object> attachments() {
    return List.of();
  }

  @JsonProperty
  List<Object> reactions() {
    return List.of();
  }

  boolean deleted() {
    return deletedAt.isPresent();
  }
}
