/// Publish and subscribe across nodes. A message on the bus is a wake-up: what it carries is
/// durable in the event log, or ephemeral by nature.
@NullMarked
package dev.parley.platform.bus;

import org.jspecify.annotations.NullMarked;
