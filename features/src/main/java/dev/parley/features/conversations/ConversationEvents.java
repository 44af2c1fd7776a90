package dev.parley.features.conversations;

import dev.parley.platform.events.Ending;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Preference;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.time.Instant;
import java.util.Optional;

/// The events of a conversation: on its own topic, and on those of the people concerned.
final class ConversationEvents {
  private static final String REMOVED = "participant.removed";
  private static final String UPDATED = "conversation.updated";
  private static final Ending NOBODY = new Ending.Nobody();

  private final ConversationId conversation;
  private final UserId by;

  ConversationEvents(ConversationId conversation, UserId by) {
    this.conversation = conversation;
    this.by = by;
  }

  private record Added(ConversationId conversationId, Participant participant) {}

  private record Removed(ConversationId conversationId, UserId userId, Optional<UserId> ownerId) {}

  private record Updated(ConversationId conversationId, String name, Instant updatedAt) {}

  private record HandedOver(ConversationId conversationId, UserId ownerId, Instant updatedAt) {}

  private record Deleted(ConversationId conversationId) {}

  private record Read(ConversationId conversationId, UserId userId, long readSeq) {}

  private record Preferred(
      ConversationId conversationId, boolean starred, Optional<String> position) {}

  private record Delivered(ConversationId conversationId, UserId userId, long deliveredSeq) {}

  EventDraft added(Participant participant) {
    return draft("participant.added", new Added(conversation, participant));
  }

  EventDraft removed(UserId user) {
    return removed(user, Optional.empty());
  }

  /// Someone takes part no longer.
  ///
  /// @param heir who is the owner from now on, if that was the owner
  EventDraft removed(UserId user, Optional<UserId> heir) {
    return draft(REMOVED, new Removed(conversation, user, heir)).ending(user);
  }

  EventDraft updated(String name, Instant at) {
    return draft(UPDATED, new Updated(conversation, name, at));
  }

  EventDraft handedOver(UserId heir, Instant at) {
    return draft(UPDATED, new HandedOver(conversation, heir, at));
  }

  EventDraft deleted() {
    return draft("conversation.deleted", new Deleted(conversation)).endingAll();
  }

  EventDraft read(UserId user, long seq) {
    return draft("message.read", new Read(conversation, user, seq));
  }

  EventDraft delivered(UserId user, long seq) {
    return draft("message.delivered", new Delivered(conversation, user, seq));
  }

  /// For the one alone whose preference it is.
  EventDraft preferred(Preference preference) {
    var payload = new Preferred(conversation, preference.starred(), preference.position());
    return forPerson(by, draft("conversation.preferences", payload));
  }

  private EventDraft draft(String type, Object payload) {
    return EventDraft.of(conversation.topic(), type, Json.write(payload), by);
  }

  /// The same news for one person, on the person's own topic. Who takes part no longer may have
  /// parted from companions, so that they hear of each other no more.
  static EventDraft forPerson(UserId person, EventDraft event) {
    var topic = Topic.user(person.value());
    var news = new EventDraft(topic, event.type(), event.payload(), event.by(), NOBODY);
    return event.type().equals(REMOVED) ? news.endingOnlookers() : news;
  }
}
