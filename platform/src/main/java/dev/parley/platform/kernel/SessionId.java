package dev.parley.platform.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names one session.
public record SessionId(@JsonValue UUID value) {

  public static SessionId next() {
    return new SessionId(Ids.next());
  }

  @JsonCreator
  public static SessionId of(String text) {
    return new SessionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
