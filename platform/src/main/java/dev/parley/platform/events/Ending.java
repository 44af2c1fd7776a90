package dev.parley.platform.events;

import dev.parley.platform.kernel.UserId;

/// Whose subscriptions to a topic end with an event. It rides on the durable event, so that a node
/// which missed the message on the bus still learns of it from the log.
public sealed interface Ending {
  record Nobody() implements Ending {}

  record One(UserId user) implements Ending {}

  record Everyone() implements Ending {}
}
