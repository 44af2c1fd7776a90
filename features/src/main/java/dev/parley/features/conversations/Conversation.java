package dev.parley.features.conversations;

import dev.parley.features.workspaces.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A snapshot of a conversation as one person sees it, with the position of its topic: all events
/// up to `offset` are in it, so subscribe from there. In a conversation of more than
/// [Watermarks#ANNOUNCED_PEOPLE_MAX] people the watermarks of other people are as of now and no
/// event keeps them up.
///
/// @param taskId the task whose comments it holds
/// @param participants absent in lists, save for direct conversations
/// @param role the caller's own
/// @param starred whether the caller keeps it in front
/// @param position where the caller keeps it; places compare as bytes
public record Conversation(
    ConversationId id,
    ConversationType type,
    Optional<String> name,
    Optional<WorkspaceId> workspaceId,
    Optional<UUID> taskId,
    long currentSeq,
    long readSeq,
    long unreadCount,
    long mentionCount,
    Optional<LastMessages.LastMessage> lastMessage,
    ParticipantRole role,
    Optional<List<Participant>> participants,
    int participantCount,
    boolean starred,
    Optional<String> position,
    String epoch,
    long offset,
    Instant createdAt,
    Instant updatedAt) {}
