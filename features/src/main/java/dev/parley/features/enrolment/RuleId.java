package dev.parley.features.enrolment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.Ids;
import java.util.UUID;

/// Names one enrolment rule of a tenant.
public record RuleId(@JsonValue UUID value) {

  public static RuleId next() {
    return new RuleId(Ids.next());
  }

  @JsonCreator
  public static RuleId of(String text) {
    return new RuleId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
