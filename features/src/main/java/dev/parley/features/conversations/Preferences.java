package dev.parley.features.conversations;

import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.postgres.Database;
import dev.parley.protocol.Problem;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The door to how a person keeps conversations in their own list. It is nobody else's business,
/// and news on the person's own topic alone.
public final class Preferences {
  private final Database database;
  private final Outbox outbox;

  public Preferences(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /// How a conversation is kept.
  ///
  /// @param starred in front of the others
  /// @param position where among them, in an order of the person's own; places compare as bytes,
  ///   and clients make one between any two
  public record Preference(boolean starred, Optional<String> position) {
    private static final Pattern POSITION = Pattern.compile("[0-9A-Za-z]{1,64}");

    public Preference {
      if (position.isPresent() && !POSITION.matcher(position.get()).matches()) {
        throw new Problem.Invalid("position", "Has 1 to 64 of 0-9, A-Z and a-z").refused();
      }
    }
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
