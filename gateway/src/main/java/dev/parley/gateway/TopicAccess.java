package dev.parley.gateway;

import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Topic;

/// Says who may hear a topic. The features answer; the gateway asks at every subscription and at
/// every resume, after it has begun to collect the topic's events, so that no removal slips
/// between. May block.
public interface TopicAccess {

  enum Grant {
    /// Durable and ephemeral events, with recovery.
    FULL,
    /// Ephemeral events alone, without a position.
    EPHEMERAL,
    /// Not visible, or not there.
    NONE
  }

  Grant grant(Actor actor, Topic topic);
}
