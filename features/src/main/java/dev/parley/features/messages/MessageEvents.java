package dev.parley.features.messages;

import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.UserId;

/// The events of messages: each carries the message as it stands after it.
final class MessageEvents {
  private MessageEvents() {}

  private record Payload(Message message) {}

  static EventDraft updated(Message message, UserId by) {
    return draft("message.updated", message, by);
  }

  static EventDraft deleted(Message tombstone, UserId by) {
    return draft("message.deleted", tombstone, by);
  }

  static EventDraft added(Message message) {
    return draft("message.new", message, message.userId());
  }

  private static EventDraft draft(String type, Message message, UserId by) {
    var topic = message.conversationId().topic();
    return EventDraft.of(topic, type, Json.write(new Payload(message)), by);
  }
}
