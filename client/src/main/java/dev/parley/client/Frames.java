package dev.parley.client;

import dev.parley.client.tasks.Board;
import dev.parley.client.tasks.Task;
import dev.parley.protocol.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Frames as text, and back. Fields that are not known are ignored.
final class Frames {
  static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Frames() {}

  /// What a server sends.
  sealed interface Frame {}

  record Ready(UUID sessionId, UUID userId, long heartbeatMs, Bounds limits) implements Frame {
    record Bounds(int frameBytes, int framesPerSecond, int subscriptions) {}
  }

  record Reply(String id, JsonNode payload) implements Frame {}

  record Refusal(Optional<String> id, ParleyException problem) implements Frame {}

  record TokenExpiring(Instant expiresAt) implements Frame {}

  record Drain(long reconnectAfterMs) implements Frame {}

  record SubscriptionEnded(Topic topic, String code) implements Frame {}

  record Happened(Event.Told event) implements Frame {}

  /// Of a type that is not known yet.
  record Other(String type) implements Frame {}

  /// The payload of a reply to `subscribe`. One that is ephemeral has no position.
  record Subscribed(
      Optional<Position> position, boolean recovered, boolean more, List<Event.Told> events) {

    static Subscribed of(JsonNode payload) {
      var position =
          payload.path("epoch").isString()
              ? Optional.of(
                  new Position(payload.get("epoch").asString(), payload.path("offset").asLong()))
              : Optional.<Position>empty();
      var events = payload.path("events").valueStream().map(Frames::event).toList();
      return new Subscribed(
          position,
          payload.path("recovered").asBoolean(false),
          payload.path("hasMore").asBoolean(false),
          events);
    }
  }

  static String command(String id, String type, Map<String, ?> payload) {
    return JSON.writeValueAsString(Map.of("id", id, "type", type, "payload", payload));
  }

  /// Throws [IllegalArgumentException] when the text has not the outline of a frame.
  static Frame read(String text) {
    try {
      var frame = JSON.readTree(text);
      var type = text(frame, "type").orElse("");
      var payload = frame.path("payload");
      if (type.isEmpty() || !payload.isObject()) throw new IllegalArgumentException("not a frame");
      return switch (type) {
        case "ready" -> JSON.treeToValue(payload, Ready.class);
        case "reply" -> new Reply(frame.path("id").asString(""), payload);
        case "error" -> new Refusal(text(frame, "id"), ParleyException.of(payload));
        case "token.expiring" -> JSON.treeToValue(payload, TokenExpiring.class);
        case "session.drain" -> JSON.treeToValue(payload, Drain.class);
        case "subscription.ended" ->
            new SubscriptionEnded(topic(frame), payload.path("code").asString(""));
        default -> frame.has("topic") ? new Happened(event(frame)) : new Other(type);
      };
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("not a frame", e);
    }
  }

  private static Event.Told event(JsonNode frame) {
    var offset =
        frame.has("offset") ? Optional.of(frame.get("offset").asLong()) : Optional.<Long>empty();
    var by = Optional.ofNullable(frame.get("userId")).map(JsonNode::asString).map(UUID::fromString);
    var at = Instant.parse(frame.path("timestamp").asString(""));
    var origin = new Event.Origin(topic(frame), offset, by, at);
    var body = frame.path("payload");
    var type = frame.path("type").asString("");
    return switch (type) {
      case "message.new" -> new Event.MessageNew(origin, message(body));
      case "message.updated" -> new Event.MessageUpdated(origin, message(body));
      case "message.deleted" -> new Event.MessageDeleted(origin, message(body));
      case "presence.changed" ->
          new Event.PresenceChanged(origin, JSON.treeToValue(body, User.Presence.class));
      case "presence.joined" ->
          new Event.PresenceJoined(
              origin,
              list(body, "viewers", each -> JSON.treeToValue(each, User.Viewer.class)),
              number(body, "count"));
      case "presence.left" ->
          new Event.PresenceLeft(
              origin,
              list(body, "userIds", each -> UUID.fromString(each.asString())),
              number(body, "count"));
      case "signal" -> new Event.Signal(origin, body.path("name").asString(""), body.path("data"));
      default -> inConversation(type, origin, body);
    };
  }

  private static <T> List<T> list(JsonNode body, String field, Function<JsonNode, T> item) {
    return body.path(field).valueStream().map(item).toList();
  }

  private static Event.Told inConversation(String type, Event.Origin origin, JsonNode body) {
    return switch (type) {
      case "message.read" ->
          new Event.MessageRead(origin, conversation(body), user(body), number(body, "readSeq"));
      case "message.delivered" ->
          new Event.MessageDelivered(
              origin, conversation(body), user(body), number(body, "deliveredSeq"));
      case "conversation.updated" ->
          new Event.ConversationUpdated(
              origin,
              conversation(body),
              text(body, "name"),
              owner(body),
              Instant.parse(body.path("updatedAt").asString("")));
      case "conversation.preferences" ->
          new Event.ConversationPreferences(
              origin,
              conversation(body),
              body.path("starred").asBoolean(false),
              text(body, "position"));
      case "conversation.deleted" -> new Event.ConversationDeleted(origin, conversation(body));
      case "participant.added" ->
          new Event.ParticipantAdded(
              origin,
              conversation(body),
              JSON.treeToValue(body.path("participant"), Conversation.Participant.class));
      case "participant.removed" ->
          new Event.ParticipantRemoved(origin, conversation(body), user(body), owner(body));
      case "typing.user" ->
          new Event.TypingUser(
              origin,
              conversation(body),
              user(body),
              body.path("typing").asBoolean(false),
              number(body, "expiresInMs"));
      default -> inWorkspace(type, origin, body);
    };
  }

  private static Event.Told inWorkspace(String type, Event.Origin origin, JsonNode body) {
    return switch (type) {
      case "workspace.updated" ->
          new Event.WorkspaceUpdated(
              origin,
              workspace(body),
              body.path("name").asString(""),
              text(body, "description"),
              Instant.parse(body.path("updatedAt").asString("")));
      case "workspace.preferences" ->
          new Event.WorkspacePreferences(
              origin,
              workspace(body),
              body.path("starred").asBoolean(false),
              text(body, "position"));
      case "workspace.deleted" -> new Event.WorkspaceDeleted(origin, workspace(body));
      case "workspace.member.added" ->
          new Event.WorkspaceMemberAdded(origin, workspace(body), member(body), members(body));
      case "workspace.member.updated" ->
          new Event.WorkspaceMemberUpdated(origin, workspace(body), member(body), members(body));
      case "workspace.member.removed" ->
          new Event.WorkspaceMemberRemoved(origin, workspace(body), user(body), members(body));
      case "enrolment.finished" -> finished(origin, body);
      default -> ofTask(type, origin, body);
    };
  }

  private static Event.Told finished(Event.Origin origin, JsonNode body) {
    return new Event.EnrolmentFinished(
        origin,
        workspace(body),
        id(body, "ruleId"),
        id(body, "runId"),
        body.path("kind").asString(""),
        body.path("state").asString(""),
        body.path("joined").asInt(0),
        body.path("raised").asInt(0),
        body.path("undone").asInt(0),
        body.path("kept").asInt(0));
  }

  private static Event.Told ofTask(String type, Event.Origin origin, JsonNode body) {
    return switch (type) {
      case "board.created", "board.updated" ->
          new Event.BoardChanged(origin, JSON.treeToValue(body.path("board"), Board.class));
      case "feature.changed" ->
          new Event.FeatureChanged(
              origin, Optional.ofNullable(body.path("key").stringValue(null)), version(body));
      case "board.deleted" ->
          new Event.BoardDeleted(origin, workspace(body), id(body, "boardId"), version(body));
      case "task.created" ->
          new Event.TaskCreated(origin, JSON.treeToValue(body.path("task"), Task.class));
      case "task.updated" ->
          new Event.TaskUpdated(
              origin,
              workspace(body),
              id(body, "taskId"),
              version(body),
              body.path("changes"),
              id(body, "updatedBy"),
              Instant.parse(body.path("updatedAt").asString("")));
      case "task.deleted" ->
          new Event.TaskDeleted(origin, workspace(body), id(body, "taskId"), version(body));
      case "task.linked" ->
          new Event.TaskLinked(
              origin, conversation(body), id(body, "messageId"), id(body, "taskId"));
      case "task.unlinked" ->
          new Event.TaskUnlinked(
              origin, conversation(body), id(body, "messageId"), id(body, "taskId"));
      default -> new Event.Unknown(origin, type, body);
    };
  }

  private static UUID id(JsonNode body, String field) {
    return UUID.fromString(body.path(field).asString(""));
  }

  private static int version(JsonNode body) {
    return body.path("version").asInt(0);
  }

  /// What was kept by an earlier client, perhaps of another version; empty when it is not known.
  static <T> Optional<T> readKept(String text, Class<T> type) {
    try {
      return Optional.of(JSON.readValue(text, type));
    } catch (JacksonException ignored) {
      return Optional.empty();
    }
  }

  static Message message(JsonNode payload) {
    var message = payload.path("message");
    if (!message.isObject()) throw new IllegalArgumentException("no message");
    return JSON.treeToValue(message, Message.class);
  }

  private static UUID conversation(JsonNode body) {
    return UUID.fromString(body.path("conversationId").asString(""));
  }

  private static UUID workspace(JsonNode body) {
    return id(body, "workspaceId");
  }

  private static Event.Member member(JsonNode body) {
    return JSON.treeToValue(body.path("member"), Event.Member.class);
  }

  private static int members(JsonNode body) {
    return body.path("memberCount").asInt(0);
  }

  private static UUID user(JsonNode body) {
    return UUID.fromString(body.path("userId").asString(""));
  }

  private static Optional<UUID> owner(JsonNode body) {
    return text(body, "ownerId").map(UUID::fromString);
  }

  private static long number(JsonNode body, String field) {
    return body.path(field).asLong(0);
  }

  private static Optional<String> text(JsonNode node, String field) {
    var value = node.path(field);
    return value.isString() ? Optional.of(value.asString()) : Optional.empty();
  }

  private static Topic topic(JsonNode frame) {
    return Topic.parse(frame.path("topic").asString(""))
        .orElseThrow(() -> new IllegalArgumentException("not a topic"));
  }
}
