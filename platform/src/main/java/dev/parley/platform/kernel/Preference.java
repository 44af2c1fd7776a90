package dev.parley.platform.kernel;

import dev.parley.protocol.Problem;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How a person keeps a thing among others in a list of their own.
///
/// @param starred in front of the others
/// @param position where among them, in an order of the person's own; places compare as bytes, and
///   clients make one between any two
public record Preference(boolean starred, Optional<String> position) {
  private static final Pattern POSITION = Pattern.compile("[0-9A-Za-z]{1,64}");

  public Preference {
    if (position.isPresent() && !POSITION.matcher(position.get()).matches()) {
      throw new Problem.Invalid("position", "Has 1 to 64 of 0-9, A-Z and a-z").refused();
    }
  }

  /// What a client wants otherwise. What is absent stays; a position that is null is taken away.
  public record Change(@Nullable Boolean starred, @Nullable JsonNode position) {

    public Preference of(Preference before) {
      return new Preference(
          starred == null ? before.starred() : starred,
          position == null
              ? before.position()
              : Optional.of(position).filter(JsonNode::isString).map(JsonNode::asString));
    }
  }
}
