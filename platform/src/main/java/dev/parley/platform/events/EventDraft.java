package dev.parley.platform.events;

import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.util.Optional;

/// An event that has yet to get its offset.
///
/// @param type as on the wire, such as `message.new`
/// @param payload a JSON object, as text
/// @param by who caused it
/// @param ends whose subscriptions end with this event, after they have received it
public record EventDraft(
    Topic topic, String type, String payload, Optional<UserId> by, Ending ends) {

  public static EventDraft of(Topic topic, String type, String payload, UserId by) {
    return new EventDraft(topic, type, payload, Optional.of(by), new Ending.Nobody());
  }

  /// The same event, which ends one person's subscriptions to the topic.
  public EventDraft ending(UserId user) {
    return new EventDraft(topic, type, payload, by, new Ending.One(user));
  }

  /// The same event, which ends everyone's subscriptions to the topic.
  public EventDraft endingAll() {
    return new EventDraft(topic, type, payload, by, new Ending.Everyone());
  }

  /// The same event, after which onlookers have to be asked about.
  public EventDraft endingOnlookers() {
    return new EventDraft(topic, type, payload, by, new Ending.Onlookers());
  }
}
