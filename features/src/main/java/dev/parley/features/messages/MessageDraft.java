package dev.parley.features.messages;

import dev.parley.platform.kernel.Checks;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// A message that has yet to be sent.
///
/// @param clientId the sender's own id of it: sending it again gives the first result
/// @param metadata anything of the sender's own, a JSON object
/// @param taskIds the tasks that it cites
public record MessageDraft(
    Optional<String> clientId,
    String content,
    Optional<MessageId> replyToId,
    Optional<JsonNode> metadata,
    List<UUID> taskIds) {
  /// Most UTF-16 units of a message's content.
  public static final int CONTENT_LENGTH_MAX = Limits.CONTENT_LENGTH_MAX;

  /// Most bytes of metadata, written as JSON.
  public static final int METADATA_BYTES_MAX = Limits.METADATA_BYTES_MAX;

  /// Deepest nesting of metadata, where the object itself is 1.
  public static final int METADATA_DEPTH_MAX = Limits.METADATA_DEPTH_MAX;

  public static final int CLIENT_ID_LENGTH_MAX = Limits.CLIENT_ID_LENGTH_MAX;

  /// Most tasks that a message cites.
  public static final int TASKS_MAX = Limits.CITED_TASKS_MAX;

  private static final int NODE_BYTES = 64;

  /// Of an id in an answer.
  static final int TASK_ID_BYTES = 40;

  public MessageDraft {
    checkContent(content);
    clientId.ifPresent(MessageDraft::checkClientId);
    metadata.ifPresent(MessageDraft::checkMetadata);
    checkTasks(taskIds);
  }

  /// A message that cites no task.
  public MessageDraft(
      Optional<String> clientId,
      String content,
      Optional<MessageId> replyToId,
      Optional<JsonNode> metadata) {
    this(clientId, content, replyToId, metadata, List.of());
  }

  /// A message of text and nothing else.
  public static MessageDraft of(String clientId, String content) {
    return new MessageDraft(Optional.of(clientId), content, Optional.empty(), Optional.empty());
  }

  static void checkContent(String content) {
    Checks.text("content", content, CONTENT_LENGTH_MAX);
  }

  private static void checkClientId(String clientId) {
    boolean fits = !clientId.isEmpty() && clientId.length() <= CLIENT_ID_LENGTH_MAX;
    if (!fits || !Checks.isWellFormed(clientId)) {
      throw new Problem.Invalid("clientId", "Has 1 to " + CLIENT_ID_LENGTH_MAX + " characters")
          .refused();
    }
  }

  static void checkTasks(List<UUID> taskIds) {
    if (taskIds.size() > TASKS_MAX) throw new Problem.TooLarge("taskIds", TASKS_MAX).refused();
    if (taskIds.stream().anyMatch(Objects::isNull)) {
      throw new Problem.Invalid("taskIds", "Not a list of ids").refused();
    }
    if (new HashSet<>(taskIds).size() < taskIds.size()) {
      throw new Problem.Invalid("taskIds", "Names a task twice").refused();
    }
  }

  private static void checkMetadata(JsonNode metadata) {
    if (!metadata.isObject()) throw new Problem.Invalid("metadata", "Not an object").refused();
    if (isDeeperThan(METADATA_DEPTH_MAX, metadata)) {
      throw new Problem.Invalid("metadata", "Is deeper than " + METADATA_DEPTH_MAX).refused();
    }
    var text = Json.write(metadata);
    if (text.getBytes(StandardCharsets.UTF_8).length > METADATA_BYTES_MAX) {
      throw new Problem.TooLarge("metadata", METADATA_BYTES_MAX).refused();
    }
    if (!Checks.isWellFormed(text)) {
      throw new Problem.Invalid("metadata", "Has half of a surrogate pair").refused();
    }
  }

  private static boolean isDeeperThan(int depth, JsonNode node) {
    if (!node.isContainer()) return false;
    if (depth == 0) return true;
    for (var child : node) {
      if (isDeeperThan(depth - 1, child)) return true;
    }
    return false;
  }

  /// About how much memory and wire it takes.
  int weight() {
    int extra = metadata.map(found -> METADATA_BYTES_MAX + NODE_BYTES * count(found)).orElse(0);
    return 2 * content.length() + 512 + extra + 2 * TASK_ID_BYTES * taskIds.size();
  }

  private static int count(JsonNode node) {
    int nodes = 1;
    for (var child : node) nodes += count(child);
    return nodes;
  }
}
