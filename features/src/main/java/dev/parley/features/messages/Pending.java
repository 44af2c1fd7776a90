package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.messages.CitedTasks.Citation;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.postgres.GroupCommit;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A send on its way: who sends what, and who waits for the outcome.
///
/// @param id of the message that it becomes. It stays the same when the send is tried again, so
///   that what was committed without our knowing is found and not stored twice.
record Pending(
    Actor actor,
    ConversationId conversation,
    MessageDraft draft,
    MessageId id,
    CompletableFuture<Sent> outcome)
    implements GroupCommit.Waiting {

  @Override
  public long weight() {
    return draft.weight();
  }

  @Override
  public void fail(RuntimeException e) {
    outcome.completeExceptionally(e);
  }

  /// The row that it is to become.
  record Row(Pending pending, Instant at) {
    MessageId id() {
      return pending.id;
    }

    Stream<Citation> citations() {
      return Citation.of(pending.actor, pending.draft.taskIds());
    }
  }
}
