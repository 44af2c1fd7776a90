package dev.parley.features.rollout;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.protocol.Problem;
import java.util.regex.Pattern;

/// Names a feature, the same in every tenant, such as `realtime` or `search.semantic`.
public record SwitchKey(@JsonValue String value) implements Comparable<SwitchKey> {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9.-]{0,63}");

  public SwitchKey {
    if (!FORM.matcher(value).matches()) {
      throw new Problem.Invalid("key", "Has a-z, then up to 63 of a-z, 0-9, dots and dashes")
          .refused();
    }
  }

  @JsonCreator
  public static SwitchKey of(String text) {
    return new SwitchKey(text);
  }

  @Override
  public int compareTo(SwitchKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
