/// Messages: sent, edited, deleted, read back. Sends of all conversations and tenants that wait at
/// one moment are appended in one transaction, which locks each conversation, gives out the seq
/// without gap or repeat, and writes the event; it is answered after the commit. What was sent
/// twice is stored once, by the sender's own id of it. A deleted message stays as a tombstone, and
/// so do the events that told of it. A message may cite tasks. Tables: message, message_client.
@NullMarked
package dev.parley.features.messages;

import org.jspecify.annotations.NullMarked;
