package dev.parley.features.conversations;

import dev.parley.features.presence.Presences;
import dev.parley.gateway.TopicAccess;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;

/// Who may hear what: a conversation those who take part in it; a person's topic that person in
/// full, and whoever may see their presence as far as that goes.
public final class TopicGrants implements TopicAccess {
  private final Conversations conversations;
  private final Presences presences;

  public TopicGrants(Conversations conversations, Presences presences) {
    this.conversations = conversations;
    this.presences = presences;
  }

  @Override
  public Grant grant(Actor actor, Topic topic) {
    return switch (topic.kind()) {
      case CONVERSATION -> conversation(actor, new ConversationId(topic.id()));
      case USER -> user(actor, new UserId(topic.id()));
      case WORKSPACE, TASK, DOCUMENT -> Grant.NONE;
    };
  }

  private Grant conversation(Actor actor, ConversationId id) {
    return conversations.takesPart(actor, id) ? Grant.FULL : Grant.NONE;
  }

  private Grant user(Actor actor, UserId user) {
    if (user.equals(actor.user())) return Grant.FULL;
    return presences.visible(actor, user) ? Grant.EPHEMERAL : Grant.NONE;
  }
}
