package dev.parley.features.boards;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.Ids;
import java.util.UUID;

/// Names one board of a tenant.
public record BoardId(@JsonValue UUID value) {

  public static BoardId next() {
    return new BoardId(Ids.next());
  }

  @JsonCreator
  public static BoardId of(String text) {
    return new BoardId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
