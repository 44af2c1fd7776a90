package dev.parley.features.tasks;

import dev.parley.features.conversations.ConversationId;
import java.util.UUID;

/// The message that a task was made from. Whoever made the task could read it; who sees the task
/// need not.
public record TaskSource(ConversationId conversationId, UUID messageId) {}
