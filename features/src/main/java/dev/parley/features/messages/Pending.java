package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.platform.kernel.Actor;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// A send on its way: who sends what, and who waits for the outcome.
record Pending(
    Actor actor, ConversationId conversation, MessageDraft draft, CompletableFuture<Sent> outcome) {

  /// The row that it is to become. It keeps its id and time when it is tried again, so that what
  /// was committed without our knowing is found and not stored twice.
  record Row(Pending pending, MessageId id, Instant at) {}
}
