package dev.parley.features.tasks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.Ids;
import dev.parley.protocol.Topic;
import java.util.UUID;

/// Names one task of a tenant.
public record TaskId(@JsonValue UUID value) {

  public static TaskId next() {
    return new TaskId(Ids.next());
  }

  @JsonCreator
  public static TaskId of(String text) {
    return new TaskId(UUID.fromString(text));
  }

  /// What its events are kept and heard under.
  public Topic topic() {
    return Topic.task(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
