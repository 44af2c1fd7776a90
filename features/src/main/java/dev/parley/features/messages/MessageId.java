package dev.parley.features.messages;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.Ids;
import java.util.UUID;

/// Names one message of a tenant; carries the time of its append.
public record MessageId(@JsonValue UUID value) {

  public static MessageId next() {
    return new MessageId(Ids.next());
  }

  @JsonCreator
  public static MessageId of(String text) {
    return new MessageId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
