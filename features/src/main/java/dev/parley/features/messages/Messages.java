package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.conversations.Member;
import dev.parley.features.messages.CitedTasks.Citation;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// The door to messages.
public final class Messages {
  /// Most messages on one page of history.
  public static final int PAGE_MAX = 200;

  /// Most bytes of content and metadata on one page of history; many times those of one message, so
  /// that no page is empty for them.
  public static final int PAGE_BYTES_MAX = 1 << 20;

  private final Conversations conversations;
  private final MessageAppender appender;
  private final Database database;
  private final Outbox outbox;
  private final CitedTasks tasks;
  private final InstantSource clock;

  /// @param needs as the appender's
  public Messages(
      Conversations conversations, MessageAppender appender, MessageAppender.Needs needs) {
    this.conversations = conversations;
    this.appender = appender;
    this.database = needs.database();
    this.outbox = needs.outbox();
    this.tasks = needs.tasks();
    this.clock = needs.clock();
  }

  /// Sends a message. Whether the actor takes part is judged where the message is written, so a
  /// stranger's stage fails with `not_found`. Does not block; completes after the commit, on the
  /// appender's thread. Refuses at once with `unavailable` when too many sends wait.
  public CompletionStage<Sent> send(Actor actor, ConversationId conversation, MessageDraft draft) {
    return send(actor, conversation, draft, MessageId.next());
  }

  /// The same under an id of the caller's. Where the send may have been made before, on whatever
  /// node, under this very id, the result is that of the first time.
  CompletionStage<Sent> send(
      Actor actor, ConversationId conversation, MessageDraft draft, MessageId id) {
    return appender.append(new Pending(actor, conversation, draft, id, new CompletableFuture<>()));
  }

  /// What an edit changes of a message.
  ///
  /// @param taskIds the tasks that it cites from then on; where it is empty, those that it cites
  public record Edit(String content, Optional<List<UUID>> taskIds) {
    public Edit {
      MessageDraft.checkContent(content);
      taskIds.ifPresent(MessageDraft::checkTasks);
    }
  }

  /// Gives a message another content, and leaves what it cites.
  public Message edit(Actor actor, ConversationId conversation, MessageId id, String content) {
    return edit(actor, conversation, id, new Edit(content, Optional.empty()));
  }

  /// Changes a message. Its sender may, while it is not deleted; of tasks that it did not cite
  /// before, the sender must see each.
  public Message edit(Actor actor, ConversationId conversation, MessageId id, Edit edit) {
    return database.in(
        actor.tenant(),
        tx -> {
          var seen = seen(tx, actor, edit);
          var member = acting(tx, actor, conversation);
          var message = locked(tx, member, id);
          if (!message.userId().equals(actor.user())) {
            throw new Problem.Forbidden("Only its sender edits a message").refused();
          }
          if (message.deleted()) throw new Problem.Gone("message").refused();
          var cited = edit.taskIds().orElse(message.taskIds());
          boolean known =
              cited.stream()
                  .allMatch(task -> message.taskIds().contains(task) || seen.contains(task));
          if (!known) throw unseen();
          var left = new MessageStore.Edited(edit.content(), cited);
          MessageStore.edit(tx.sql(), actor.tenant(), id, left, now());
          var edited = locked(tx, member, id);
          outbox.publish(tx, actor.tenant(), MessageEvents.updated(edited, actor.user()));
          return edited;
        });
  }

  private Set<UUID> seen(Transaction tx, Actor actor, Edit edit) {
    var cited = edit.taskIds().orElse(List.of());
    if (cited.isEmpty()) return Set.of();
    return tasks.seen(tx, Citation.of(actor, cited).toList()).stream()
        .map(Citation::task)
        .collect(Collectors.toSet());
  }

  /// The one answer for a task that is not the sender's to see, and for a missing one.
  static Refused unseen() {
    return new Problem.Unprocessable("taskIds", "No task that you see").refused();
  }

  /// Makes a message a tombstone, in the log of events as well: whoever catches up reads what it
  /// said no more. Its sender may, and the owner and admins of the conversation. One that is a
  /// tombstone already stays as it is.
  public Message delete(Actor actor, ConversationId conversation, MessageId id) {
    return database.in(
        actor.tenant(),
        tx -> {
          var member = acting(tx, actor, conversation);
          var message = locked(tx, member, id);
          if (!message.userId().equals(actor.user()) && !member.role().administers()) {
            throw new Problem.Forbidden("Only its sender, owner and admins delete a message")
                .refused();
          }
          if (message.deleted()) return message;
          MessageStore.delete(tx.sql(), actor.tenant(), id, now());
          var tombstone = locked(tx, member, id);
          var event = MessageEvents.deleted(tombstone, actor.user());
          MessageStore.eraseEvents(tx.sql(), tombstone, event.payload());
          outbox.publish(tx, actor.tenant(), event);
          return tombstone;
        });
  }

  /// One message; empty where the conversation has no such one.
  public Optional<Message> find(Member member, MessageId id) {
    return database.in(
        member.tenant(),
        tx -> MessageStore.find(tx.sql(), member.tenant(), member.conversation(), id));
  }

  /// A message as the actor reads it, within a transaction: until that ends the actor takes part in
  /// the conversation, and the message is neither edited nor deleted. Empty for a stranger as for a
  /// missing one.
  public Optional<Message> reading(
      Transaction tx, Actor actor, ConversationId conversation, MessageId id) {
    return conversations
        .acting(tx, actor, conversation)
        .flatMap(member -> MessageStore.share(tx.sql(), member.tenant(), conversation, id));
  }

  private Member acting(Transaction tx, Actor actor, ConversationId conversation) {
    return conversations.acting(tx, actor, conversation).orElseThrow(Conversations::unknown);
  }

  private static Message locked(Transaction tx, Member member, MessageId id) {
    return MessageStore.lock(tx.sql(), member.tenant(), member.conversation(), id)
        .orElseThrow(() -> new Problem.NotFound("message").refused());
  }

  /// Messages in ascending order: those after a seq, from there on; else the newest of those before
  /// a seq; else the newest. At most `limit` of them, and no more than fit into [#PAGE_BYTES_MAX].
  public MessagePage history(Member member, OptionalLong before, OptionalLong after, int limit) {
    var range =
        new MessageStore.Range(
            member.conversation(),
            after.orElse(0),
            before.orElse(Long.MAX_VALUE),
            after.isPresent(),
            limit);
    var page =
        database.in(member.tenant(), tx -> MessageStore.read(tx.sql(), member.tenant(), range));
    return after.isPresent() ? page : page.reversed();
  }

  /// Messages that cite a task, of conversations in which the reader takes part, the newest first:
  /// those before a message, or the newest. Whether the reader sees the task is for the caller.
  public MessagePage citing(Actor reader, UUID task, Optional<MessageId> before, int limit) {
    var citing = new MessageStore.Citing(task, before, limit);
    return database.in(reader.tenant(), tx -> MessageStore.citing(tx.sql(), reader, citing));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
