package dev.parley.features.presence;

import dev.parley.gateway.TopicAccess;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;

/// Who may hear a person's topic: that person in full, and whoever may see their presence as far as
/// that goes.
public record PersonAccess(Presences presences) implements TopicAccess {

  @Override
  public Grant grant(Actor actor, Topic topic) {
    var user = new UserId(topic.id());
    if (user.equals(actor.user())) return Grant.FULL;
    return presences.visible(actor, user) ? Grant.EPHEMERAL : Grant.NONE;
  }
}
