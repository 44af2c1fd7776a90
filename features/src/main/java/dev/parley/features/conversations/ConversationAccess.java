package dev.parley.features.conversations;

import dev.parley.gateway.TopicAccess;
import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Topic;

/// Who may hear a conversation: those who take part in it.
public record ConversationAccess(Conversations conversations) implements TopicAccess {

  @Override
  public Grant grant(Actor actor, Topic topic) {
    var id = new ConversationId(topic.id());
    return conversations.takesPart(actor, id) ? Grant.FULL : Grant.NONE;
  }
}
