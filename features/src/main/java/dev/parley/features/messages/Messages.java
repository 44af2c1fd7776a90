package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.conversations.Member;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

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
  private final InstantSource clock;

  public Messages(
      Conversations conversations,
      MessageAppender appender,
      Database database,
      Outbox outbox,
      InstantSource clock) {
    this.conversations = conversations;
    this.appender = appender;
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
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

  /// Gives a message another content. Its sender may, while it is not deleted.
  public Message edit(Actor actor, ConversationId conversation, MessageId id, String content) {
    MessageDraft.checkContent(content);
    return database.in(
        actor.tenant(),
        tx -> {
          var member = acting(tx, actor, conversation);
          var message = locked(tx, member, id);
          if (!message.userId().equals(actor.user())) {
            throw new Problem.Forbidden("Only its sender edits a message").refused();
          }
          if (message.deleted()) throw new Problem.Gone("message").refused();
          MessageStore.edit(tx.sql(), actor.tenant(), id, content, now());
          var edited = locked(tx, member, id);
          outbox.publish(tx, actor.tenant(), MessageEvents.updated(edited, actor.user()));
          return edited;
        });
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

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
