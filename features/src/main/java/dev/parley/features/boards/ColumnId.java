package dev.parley.features.boards;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.Ids;
import java.util.UUID;

/// Names one column of a board.
public record ColumnId(@JsonValue UUID value) {

  public static ColumnId next() {
    return new ColumnId(Ids.next());
  }

  @JsonCreator
  public static ColumnId of(String text) {
    return new ColumnId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
