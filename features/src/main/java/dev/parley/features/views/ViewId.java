package dev.parley.features.views;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.Ids;
import java.util.UUID;

/// Names one view of a tenant.
public record ViewId(@JsonValue UUID value) {

  public static ViewId next() {
    return new ViewId(Ids.next());
  }

  @JsonCreator
  public static ViewId of(String text) {
    return new ViewId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
