package dev.parley.client;

import dev.parley.client.Conversation.Participant;
import dev.parley.client.tasks.Board;
import dev.parley.client.tasks.Task;
import dev.parley.protocol.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// What a subscription tells, in order and once.
public sealed interface Event {

  /// The topic it happened on.
  Topic topic();

  /// What every event of the server has. Ephemeral ones have no offset.
  record Origin(Topic topic, Optional<Long> offset, Optional<UUID> by, Instant at) {}

  /// An event of the server.
  sealed interface Told extends Event {
    Origin origin();

    @Override
    default Topic topic() {
      return origin().topic();
    }
  }

  record MessageNew(Origin origin, Message message) implements Told {}

  record MessageUpdated(Origin origin, Message message) implements Told {}

  /// The message is the tombstone.
  record MessageDeleted(Origin origin, Message message) implements Told {}

  record MessageRead(Origin origin, UUID conversationId, UUID userId, long readSeq)
      implements Told {}

  record MessageDelivered(Origin origin, UUID conversationId, UUID userId, long deliveredSeq)
      implements Told {}

  /// What has changed of a conversation.
  ///
  /// @param ownerId who owns it from now on; who did is a member
  record ConversationUpdated(
      Origin origin,
      UUID conversationId,
      Optional<String> name,
      Optional<UUID> ownerId,
      Instant updatedAt)
      implements Told {}

  /// How this person keeps a conversation among the others, by another device.
  ///
  /// @param place where; places compare as bytes
  record ConversationPreferences(
      Origin origin, UUID conversationId, boolean starred, Optional<String> place)
      implements Told {}

  record ConversationDeleted(Origin origin, UUID conversationId) implements Told {}

  record ParticipantAdded(Origin origin, UUID conversationId, Participant participant)
      implements Told {}

  /// Someone takes part no longer.
  ///
  /// @param ownerId who owns the conversation from now on, if that was the owner
  record ParticipantRemoved(Origin origin, UUID conversationId, UUID userId, Optional<UUID> ownerId)
      implements Told {}

  /// A person in a workspace.
  ///
  /// @param role `owner`, `admin`, `member` or `guest`
  record Member(UUID userId, String displayName, String role, Instant joinedAt) {}

  /// Name and description of a workspace, as they are now.
  record WorkspaceUpdated(
      Origin origin, UUID workspaceId, String name, Optional<String> description, Instant updatedAt)
      implements Told {}

  /// How this person keeps a workspace among the others, by another device.
  ///
  /// @param place where; places compare as bytes
  record WorkspacePreferences(
      Origin origin, UUID workspaceId, boolean starred, Optional<String> place) implements Told {}

  record WorkspaceDeleted(Origin origin, UUID workspaceId) implements Told {}

  /// Someone joined a workspace; so many are in it now.
  record WorkspaceMemberAdded(Origin origin, UUID workspaceId, Member member, int memberCount)
      implements Told {}

  /// Someone has another role in a workspace.
  record WorkspaceMemberUpdated(Origin origin, UUID workspaceId, Member member, int memberCount)
      implements Told {}

  /// Someone is in a workspace no longer; so many are in it now.
  record WorkspaceMemberRemoved(Origin origin, UUID workspaceId, UUID userId, int memberCount)
      implements Told {}

  /// A run of an enrolment rule has ended.
  ///
  /// @param kind `apply` or `rollback`
  /// @param state `done`, `superseded` or `failed`
  /// @param undone how much a rollback took back, and `kept` how much it did not
  record EnrolmentFinished(
      Origin origin,
      UUID workspaceId,
      UUID ruleId,
      UUID runId,
      String kind,
      String state,
      int joined,
      int raised,
      int undone,
      int kept)
      implements Told {}

  /// A board as it is now, which is new if its version is 1.
  record BoardChanged(Origin origin, Board board) implements Told {}

  /// A feature may be on or off for this person now who knew otherwise.
  ///
  /// @param key empty where it may be any
  /// @param version of the tenant's switch; 0 where there is none
  record FeatureChanged(Origin origin, Optional<String> key, int version) implements Told {}

  record BoardDeleted(Origin origin, UUID workspaceId, UUID boardId, int version) implements Told {}

  record TaskCreated(Origin origin, Task task) implements Told {}

  /// Fields of a task were changed.
  ///
  /// @param version what it is after it: apply the changes to the version before, and to no other
  /// @param changes the changed fields as they are now, under the names of [Task]
  record TaskUpdated(
      Origin origin,
      UUID workspaceId,
      UUID taskId,
      int version,
      JsonNode changes,
      UUID updatedBy,
      Instant updatedAt)
      implements Told {}

  record TaskDeleted(Origin origin, UUID workspaceId, UUID taskId, int version) implements Told {}

  /// A task was made from a message, which this person reads and may fetch if it is theirs to see.
  record TaskLinked(Origin origin, UUID conversationId, UUID messageId, UUID taskId)
      implements Told {}

  /// A task that was made from a message was deleted.
  record TaskUnlinked(Origin origin, UUID conversationId, UUID messageId, UUID taskId)
      implements Told {}

  /// Holds until told otherwise, or until `expiresInMs` have passed.
  record TypingUser(
      Origin origin, UUID conversationId, UUID userId, boolean typing, long expiresInMs)
      implements Told {}

  /// What another client, or this one, said for the moment; what it means is the clients' own.
  record Signal(Origin origin, String name, JsonNode data) implements Told {}

  record PresenceChanged(Origin origin, User.Presence presence) implements Told {}

  /// People look at the topic who did not before.
  ///
  /// @param viewers empty where too many look on to be named
  /// @param count how many look on
  record PresenceJoined(Origin origin, List<User.Viewer> viewers, long count) implements Told {}

  /// People look at the topic no more.
  ///
  /// @param userIds empty where too many look on to be named
  /// @param count how many look on
  record PresenceLeft(Origin origin, List<UUID> userIds, long count) implements Told {}

  /// An event of a newer server.
  record Unknown(Origin origin, String type, JsonNode payload) implements Told {}

  /// What came before the position is not known here: fetch a fresh snapshot. It is also the first
  /// event of a subscription that was opened without a position.
  record Reload(Topic topic, Position position) implements Event {}

  /// The server ended the subscription, for example because the person was removed. Nothing
  /// follows.
  record Ended(Topic topic, String code) implements Event {}
}
