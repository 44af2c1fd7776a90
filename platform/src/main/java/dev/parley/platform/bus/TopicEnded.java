package dev.parley.platform.bus;

import dev.parley.platform.events.Ending;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.util.Optional;

/// The right to hear a topic has ended: for every node, since also those may care that hear nothing
/// of the topic itself. It may be lost, so that who relies on it asks again from time to time.
///
/// @param user whose right it was; empty when it was everyone's
public record TopicEnded(TopicKey topic, Optional<UserId> user) {
  private static final String KIND = "topic.ended";

  /// What an event ends, if it ends something.
  static Optional<TopicEnded> by(TopicKey topic, Ending ending) {
    return switch (ending) {
      case Ending.Nobody _, Ending.Onlookers _ -> Optional.empty();
      case Ending.One(var user) -> Optional.of(new TopicEnded(topic, Optional.of(user)));
      case Ending.Everyone _ -> Optional.of(new TopicEnded(topic, Optional.empty()));
    };
  }

  BusMessage message() {
    var text = topic.tenant() + " " + topic.topic() + user.map(each -> " " + each).orElse("");
    return new BusMessage.Control(KIND, text);
  }

  /// Reads what [BusAnnouncer] sends; empty for everything else.
  public static Optional<TopicEnded> of(BusMessage message) {
    if (!(message instanceof BusMessage.Control(var kind, var text)) || !kind.equals(KIND)) {
      return Optional.empty();
    }
    try {
      var words = text.split(" ", -1);
      var tenant = TenantId.of(words[0]);
      var user = words.length > 2 ? Optional.of(UserId.of(words[2])) : Optional.<UserId>empty();
      return Topic.parse(words[1]).map(topic -> new TopicEnded(new TopicKey(tenant, topic), user));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }
}
