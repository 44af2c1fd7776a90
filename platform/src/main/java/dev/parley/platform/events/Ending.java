package dev.parley.platform.events;

import dev.parley.platform.kernel.UserId;

/// Whose subscriptions end with an event. It rides on the durable event, so that a node which
/// missed the message on the bus still learns of it from the log.
public sealed interface Ending {
  record Nobody() implements Ending {}

  record One(UserId user) implements Ending {}

  record Everyone() implements Ending {}

  /// Those of onlookers, who hear a topic's ephemeral events alone, as far as they may no more: the
  /// onlookers of this topic, and its person as an onlooker of others. Each is asked about.
  record Onlookers() implements Ending {}
}
