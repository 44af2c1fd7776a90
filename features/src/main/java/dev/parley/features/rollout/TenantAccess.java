package dev.parley.features.rollout;

import dev.parley.gateway.TopicAccess;
import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Topic;

/// Who may hear a tenant: everyone of it, guests too, since it tells what they see themselves.
public record TenantAccess() implements TopicAccess {

  @Override
  public Grant grant(Actor actor, Topic topic) {
    return actor.tenant().value().equals(topic.id()) ? Grant.FULL : Grant.NONE;
  }
}
