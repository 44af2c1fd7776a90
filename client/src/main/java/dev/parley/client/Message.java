package dev.parley.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// A message; one that was deleted keeps its place as a tombstone without content.
///
/// @param taskIds the tasks that it cites, which whoever reads it need not see
public record Message(
    UUID id,
    UUID conversationId,
    long seq,
    Optional<String> clientId,
    Optional<UUID> userId,
    String type,
    Optional<String> content,
    Optional<UUID> replyToId,
    Optional<Map<String, Object>> metadata,
    List<UUID> taskIds,
    Optional<Instant> editedAt,
    Optional<Instant> deletedAt,
    Instant createdAt) {

  public Message {
    taskIds = Objects.requireNonNullElse(taskIds, List.of());
  }

  /// A message that has yet to be sent. Its `clientId` makes a repeat have effect once.
  public record Draft(
      UUID conversationId,
      String clientId,
      String content,
      Optional<UUID> replyToId,
      Map<String, Object> metadata,
      List<UUID> taskIds) {

    public Draft {
      taskIds = Objects.requireNonNullElse(taskIds, List.of());
    }

    /// A text under a new client id.
    public static Draft text(UUID conversationId, String content) {
      var clientId = UUID.randomUUID().toString();
      return new Draft(conversationId, clientId, content, Optional.empty(), Map.of(), List.of());
    }

    public Draft replyingTo(UUID message) {
      return new Draft(conversationId, clientId, content, Optional.of(message), metadata, taskIds);
    }

    public Draft with(Map<String, Object> more) {
      return new Draft(conversationId, clientId, content, replyToId, more, taskIds);
    }

    /// The same message, citing tasks that its sender sees.
    public Draft citing(List<UUID> tasks) {
      return new Draft(conversationId, clientId, content, replyToId, metadata, tasks);
    }
  }

  /// Messages, ascending by seq.
  public record Page(List<Message> messages, boolean hasMore) {}
}
