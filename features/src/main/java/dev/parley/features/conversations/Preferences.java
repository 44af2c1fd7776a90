package dev.parley.features.conversations;

import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Preference;
import dev.parley.platform.postgres.Database;
import java.util.function.UnaryOperator;

/// The door to how a person keeps conversations in their own list. It is nobody else's business,
/// and news on the person's own topic alone.
public final class Preferences {
  private final Database database;
  private final Outbox outbox;

  public Preferences(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /// Changes how the caller keeps a conversation, and answers how from then on.
  public Preference change(Actor actor, ConversationId id, UnaryOperator<Preference> change) {
    return database.in(
        actor.tenant(),
        tx -> {
          var before =
              ParticipantStore.preference(tx.sql(), actor, id).orElseThrow(Conversations::unknown);
          var after = change.apply(before);
          if (after.equals(before)) return before;
          ParticipantStore.prefer(tx.sql(), actor, id, after);
          var event = new ConversationEvents(id, actor.user()).preferred(after);
          outbox.publish(tx, actor.tenant(), event);
          return after;
        });
  }
}
