package dev.parley.gateway;

import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Topic;

/// Says who may hear a topic. The features answer; the gateway asks at every subscription and at
/// every resume, after it has begun to listen for what ends the right, so that no removal slips
/// between; and about onlookers, and about those who hear a task or a document by a right that
/// stands elsewhere, again when an event says [Ending.Onlookers]. May block.
public interface TopicAccess {

  enum Grant {
    /// Durable and ephemeral events, with recovery.
    FULL,
    /// Ephemeral events alone, without a position: an onlooker.
    EPHEMERAL,
    /// Not visible, or not there.
    NONE
  }

  Grant grant(Actor actor, Topic topic);
}
