package dev.parley.features.events;

import dev.parley.gateway.TopicAccess;
import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Topic;
import java.util.Map;

/// Asks the one feature that a kind of topic belongs to. A kind that no feature answers for is
/// heard by nobody.
public record AccessByKind(Map<Topic.Kind, TopicAccess> features) implements TopicAccess {

  public AccessByKind {
    features = Map.copyOf(features);
  }

  @Override
  public Grant grant(Actor actor, Topic topic) {
    var feature = features.get(topic.kind());
    return feature == null ? Grant.NONE : feature.grant(actor, topic);
  }
}
