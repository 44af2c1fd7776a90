package dev.parley.platform.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names one tenant.
public record TenantId(@JsonValue UUID value) {

  public static TenantId next() {
    return new TenantId(Ids.next());
  }

  @JsonCreator
  public static TenantId of(String text) {
    return new TenantId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
