package dev.parley.features.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.Ids;
import dev.parley.protocol.Topic;
import java.util.UUID;

/// Names one conversation of a tenant.
public record ConversationId(@JsonValue UUID value) {

  public static ConversationId next() {
    return new ConversationId(Ids.next());
  }

  @JsonCreator
  public static ConversationId of(String text) {
    return new ConversationId(UUID.fromString(text));
  }

  /// What its events are kept and heard under.
  public Topic topic() {
    return Topic.conversation(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
