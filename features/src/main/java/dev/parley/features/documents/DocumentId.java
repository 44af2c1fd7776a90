package dev.parley.features.documents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.Ids;
import dev.parley.protocol.Topic;
import java.util.UUID;

/// Names one document of a tenant.
public record DocumentId(@JsonValue UUID value) {

  public static DocumentId next() {
    return new DocumentId(Ids.next());
  }

  @JsonCreator
  public static DocumentId of(String text) {
    return new DocumentId(UUID.fromString(text));
  }

  /// What its events are kept and heard under.
  public Topic topic() {
    return Topic.document(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
