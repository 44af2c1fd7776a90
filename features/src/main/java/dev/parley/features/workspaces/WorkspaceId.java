package dev.parley.features.workspaces;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.Ids;
import dev.parley.protocol.Topic;
import java.util.UUID;

/// Names one workspace of a tenant.
public record WorkspaceId(@JsonValue UUID value) {

  public static WorkspaceId next() {
    return new WorkspaceId(Ids.next());
  }

  @JsonCreator
  public static WorkspaceId of(String text) {
    return new WorkspaceId(UUID.fromString(text));
  }

  /// What its events are kept and heard under.
  public Topic topic() {
    return Topic.workspace(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
