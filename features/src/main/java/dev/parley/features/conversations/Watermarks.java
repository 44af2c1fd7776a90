package dev.parley.features.conversations;

import dev.parley.features.conversations.WatermarkStore.Mark;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;

/// The door to how far people have got. A watermark only moves up, and never past the newest
/// message; sending a message moves both of the sender's, without a further event.
public final class Watermarks {
  /// In a conversation of more people than this, a watermark is news for its owner alone, and what
  /// was delivered is not kept.
  public static final int ANNOUNCED_PEOPLE_MAX = 50;

  private final Database database;
  private final Outbox outbox;

  public Watermarks(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /// The caller has read up to this message. Answers where the watermark stands now.
  public long read(Actor actor, ConversationId id, long seq) {
    return database.in(
        actor.tenant(),
        tx -> {
          var moved = WatermarkStore.move(tx.sql(), Mark.READ, actor, id, seq);
          if (moved.isEmpty()) return standing(tx, Mark.READ, actor, id);
          long now = moved.get().seq();
          var event = new ConversationEvents(id, actor.user()).read(actor.user(), now);
          if (moved.get().participantCount() <= ANNOUNCED_PEOPLE_MAX) {
            outbox.publish(tx, actor.tenant(), event);
          }
          outbox.publish(tx, actor.tenant(), ConversationEvents.forPerson(actor.user(), event));
          return now;
        });
  }

  /// A device of the caller has received up to this message. Answers where the watermark stands
  /// now.
  public long delivered(Actor actor, ConversationId id, long seq) {
    return database.in(
        actor.tenant(),
        tx -> {
          var moved = WatermarkStore.move(tx.sql(), Mark.DELIVERED, actor, id, seq);
          if (moved.isEmpty()) return standing(tx, Mark.DELIVERED, actor, id);
          long now = moved.get().seq();
          var events = new ConversationEvents(id, actor.user());
          outbox.publish(tx, actor.tenant(), events.delivered(actor.user(), now));
          return now;
        });
  }

  private static long standing(Transaction tx, Mark mark, Actor actor, ConversationId id) {
    return WatermarkStore.find(tx.sql(), mark, actor, id).orElseThrow(Conversations::unknown);
  }
}
