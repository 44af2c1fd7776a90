/// Durable events: the outbox that writes them inside the transaction which caused them, the log
/// that they are read back from, and the relay for what a crash left unpublished. Tables: topic,
/// event, outbox.
@NullMarked
package dev.parley.platform.events;

import org.jspecify.annotations.NullMarked;
