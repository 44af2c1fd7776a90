package dev.parley.features.conversations;

import dev.parley.features.presence.Companions;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Database;
import java.util.Collection;
import java.util.Set;

/// Companions are those who take part in the same conversation.
public final class SharedConversations implements Companions {
  private final Database database;

  public SharedConversations(Database database) {
    this.database = database;
  }

  @Override
  public Set<UserId> among(Actor actor, Collection<UserId> users) {
    return database.in(actor.tenant(), tx -> ParticipantStore.companions(tx.sql(), actor, users));
  }
}
